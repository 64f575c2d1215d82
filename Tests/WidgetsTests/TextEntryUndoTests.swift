import Testing
import WidgetTestSupport
import Widgets

@Suite struct TextEntryUndoTests {
  let entry = Entry()
  let window: TestWindow

  init() {
    entry.maximumLines = 6
    window = TestWindow(entry, width: 400, height: 132)
    window.tree.focus(entry)
  }

  func undo() { window.press(.character("z"), .control) }
  func redo() { window.press(.character("z"), [.control, .shift]) }

  @Test func typingIsUndoneWordByWord() {
    window.type("one two  three")
    undo()
    #expect(entry.text == "one two  ")
    undo()
    #expect(entry.text == "one ")
    undo()
    #expect(entry.text == "")
    undo()
    #expect(entry.text == "")
    redo()
    redo()
    #expect(entry.text == "one two  ")
    window.press(.character("y"), .control)
    #expect(entry.text == "one two  three")
    redo()
    #expect(entry.text == "one two  three")
  }

  @Test func movingTheCaretStartsAnotherGroup() {
    window.type("abc")
    window.press(.left)
    window.press(.right)
    window.type("def")
    undo()
    #expect(entry.text == "abc")
  }

  @Test func deletingIsUndoneInOneGoAndPutsTheCaretBack() {
    window.type("hello")
    for _ in 0..<3 { window.press(.backspace) }
    undo()
    #expect(entry.text == "hello")
    window.type("!")
    #expect(entry.text == "hello!")
    window.press(.home)
    for _ in 0..<3 { window.press(.delete) }
    #expect(entry.text == "lo!")
    undo()
    #expect(entry.text == "hello!")
    window.type("<")
    #expect(entry.text == "<hello!")
  }

  @Test func whatReplacedASelectionIsUndoneWithIt() {
    window.type("hello world")
    window.press(.left, [.control, .shift])
    window.type("there")
    undo()
    #expect(entry.text == "hello world")
    window.press(.character("x"), .control)
    #expect(window.selections[.clipboard] == "world")
  }

  @Test func aPasteIsAStepOfItsOwn() {
    window.selections = [.clipboard: "two words"]
    window.type("a")
    window.press(.character("v"), .control)
    window.type("b")
    undo()
    #expect(entry.text == "atwo words")
    undo()
    #expect(entry.text == "a")
  }

  @Test func typingAfterAnUndoForgetsWhatCouldBeRedone() {
    window.type("one two")
    undo()
    window.type("x")
    redo()
    #expect(entry.text == "one x")
  }

  @Test func settingTheTextRestartsUndo() {
    window.type("draft")
    entry.text = "other"
    undo()
    #expect(entry.text == "other")
  }
}
