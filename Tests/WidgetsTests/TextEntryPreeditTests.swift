import Testing
import WidgetTestSupport

@testable import Widgets

/// What an input method composes, shown in an entry.
struct TextEntryPreeditTests {
  private func window(_ text: String, lines: Int = 1, width: Int = 200) -> (Entry, TestWindow) {
    let entry = Entry()
    entry.maximumLines = lines
    entry.text = text
    let window = TestWindow(entry, width: width, height: 100)
    window.tree.focus(entry)
    return (entry, window)
  }

  @Test func itIsSeenAndIsNoText() {
    let (entry, window) = window("ab")
    window.press(.left)
    var changes = 0
    entry.onChange = { changes += 1 }
    window.tree.compose(Preedit([.init("xy")], caret: 2))
    #expect(window.rows == ["axyb"])
    #expect(entry.text == "ab")
    window.tree.compose(Preedit([.init("xyz")], caret: 3))
    #expect(window.rows == ["axyzb"])
    window.tree.compose(.none)
    #expect(window.rows == ["ab"])
    #expect(changes == 0)
  }

  @Test func whatIsCommittedTakesItsPlace() {
    let (entry, window) = window("ab")
    window.press(.left)
    window.tree.compose(Preedit([.init("ni")], caret: 2))
    window.tree.handle(.key(KeyEvent(.unknown, text: "你")))
    #expect(entry.text == "a你b")
    #expect(window.rows == ["a你nib"], "the method has not taken it back yet")
    window.tree.compose(.none)
    #expect(window.rows == ["a你b"])
    window.press(.character("z"), .control)
    #expect(entry.text == "ab")
  }

  @Test func itStandsInThePlaceOfWhatIsSelected() {
    let (entry, window) = window("abcd")
    window.press(.left, .shift)
    window.press(.left, .shift)
    window.tree.compose(Preedit([.init("xyz")], caret: 3))
    #expect(window.rows == ["abxyz"])
    #expect(entry.text == "abcd")
    window.tree.compose(.none)
    #expect(window.rows == ["abcd"])
    #expect(entry.pane.selectedText == "cd")
    window.tree.compose(Preedit([.init("x")], caret: 1))
    window.tree.handle(.key(KeyEvent(.unknown, text: "X")))
    window.tree.compose(.none)
    #expect(entry.text == "abX")
  }

  @Test func itIsUnderlinedAndWhatIsChosenReversed() {
    let (_, window) = window("ab")
    let before = window.filled(with: Theme().text).count
    window.tree.compose(Preedit([.init("xx"), .init("yyy", .reversed)], caret: 2))
    let lines = window.filled(with: Theme().text)
    #expect(lines.count == before + 1)
    #expect(lines.contains { $0.width == 20 && $0.height == 1 })
    #expect(window.filled(with: Theme().selectionBackground).map(\.width) == [30])
  }

  @Test func itsCaretIsShownWhereTheMethodHasIt() {
    let (_, window) = window("ab")
    window.tree.compose(Preedit([.init("éxyz")], caret: 2))
    let inside = window.caret
    window.tree.compose(Preedit([.init("éxyz")], caret: 5))
    #expect(inside.map { $0.x + 30 } == window.caret?.x)
    let shown = window.filled(with: Theme().text).count
    window.tree.compose(Preedit([.init("éxyz")], caret: nil))
    #expect(window.filled(with: Theme().text).count == shown - 1)
  }

  @Test func itWrapsAndTheEntryGrowsWithIt() {
    let (entry, window) = window("ab cd", lines: 4, width: 100)
    let column = entry.preferredSize(for: 100, in: window.tree.context)
    window.tree.compose(Preedit([.init(" efgh ijkl mnop")], caret: 0))
    window.tree.layoutIfNeeded()
    #expect(window.rows.count >= 3)
    #expect(entry.preferredSize(for: 100, in: window.tree.context).height > column.height)
    window.tree.compose(.none)
    #expect(entry.preferredSize(for: 100, in: window.tree.context) == column)
  }

  @Test func aMarkThatItBeginsWithJoinsTheLetterBefore() {
    let (entry, window) = window("e")
    window.tree.compose(Preedit([.init("\u{301}x")], caret: 3))
    #expect(entry.text == "e")
    window.tree.compose(.none)
    #expect(entry.text == "e")
    #expect(entry.pane.document.text == "e")
  }

  @Test func whatHappensToTheTextMeanwhileHappensToTheTextAlone() {
    let (entry, window) = window("one two")
    window.selections[.clipboard] = "P"
    window.tree.compose(Preedit([.init("xx")], caret: 2))
    window.press(.character("v"), .control)
    #expect(entry.text == "one twoP")
    #expect(window.rows == ["one twoPxx"])
    window.press(.backspace, .control)
    #expect(entry.text == "one ")
    window.press(.character("z"), .control)
    #expect(entry.text == "one twoP")
    window.press(.home)
    #expect(window.rows == ["xxone twoP"])
    window.press(.character("a"), .control)
    window.press(.character("c"), .control)
    #expect(window.selections[.clipboard] == "one twoP")
  }

  @Test func settingTheTextKeepsItOutToo() {
    let (entry, window) = window("one")
    window.tree.compose(Preedit([.init("xx")], caret: 2))
    var sent: String?
    entry.onSubmit = { text in
      sent = text
      entry.text = ""
    }
    window.press(.enter)
    #expect(sent == "one")
    #expect(entry.text.isEmpty)
    #expect(window.rows == ["xx"])
    window.tree.compose(.none)
    #expect(window.rows.isEmpty)
  }

  @Test func anotherFocusOrAClickEndsIt() {
    let (first, second) = (Entry(), Entry())
    let window = TestWindow(Column([.fixed(first), .fixed(second)]), width: 200, height: 100)
    window.tree.context.services.endComposition = { "rest" }
    window.tree.focus(first)
    window.tree.compose(Preedit([.init("xx")], caret: 2))
    window.tree.focus(second)
    #expect(first.text == "rest")
    #expect(second.text.isEmpty && first.preedit.isEmpty && second.preedit.isEmpty)
    window.tree.compose(Preedit([.init("yy")], caret: 2))
    window.mouse(.press, x: 8, y: second.bounds.y + 8)
    window.mouse(.release, x: 8, y: second.bounds.y + 8)
    #expect(second.text == "rest" && second.preedit.isEmpty)
    #expect(first.text == "rest")
  }
}
