import Testing
import WidgetTestSupport
import Widgets

/// One line: 18 cells wide; column n is from x 6 + 10 n, the row from y 6.
@Suite struct TextEntryTests {
  let entry = Entry()
  let window: TestWindow

  init() {
    window = TestWindow(entry, width: 193, height: 32)
    window.tree.focus(entry)
  }

  @Test func whatIsTypedIsShownAndEnterSubmitsIt() {
    var submitted: [String] = []
    entry.onSubmit = { [unowned entry] in
      submitted.append($0)
      entry.text = ""
    }
    window.type("hello wörld")
    #expect(window.draw().texts == ["hello wörld"])
    #expect(window.press(.enter))
    #expect(submitted == ["hello wörld"])
    #expect(entry.text == "")
  }

  @Test func undoCannotBringBackWhatWasSubmitted() {
    entry.onSubmit = { [unowned entry] _ in entry.text = "" }
    window.type("secret")
    window.press(.enter)
    window.press(.character("z"), .control)
    #expect(entry.text == "")
  }

  @Test func enterGoesOnWhereNobodyWantsIt() {
    window.type("a")
    #expect(!window.press(.enter))
    entry.onSubmit = { _ in }
    #expect(!window.press(.enter, .control))
    #expect(!window.press(.enter, .shift))
    #expect(entry.text == "a")
  }

  @Test func keysItHasNoUseForGoOn() {
    window.type("text")
    for symbol in [KeySymbol.escape, .pageUp, .pageDown, .up, .down, .function(1), .menu] {
      #expect(!window.press(symbol))
    }
    #expect(!window.press(.character("w"), .control))
    #expect(!window.press(.left, .alt))
    #expect(!window.press(.character("c"), .control))
    #expect(!window.tree.handle(.key(KeyEvent(.escape, text: "\u{1b}"))))
    #expect(!window.tree.handle(.key(KeyEvent(.character("x"), modifiers: .alt, text: "x"))))
    window.tree.handle(.key(KeyEvent(.tab, text: "\t")))
    #expect(entry.text == "text")
  }

  @Test func textOfAnInputMethodIsTakenInWhole() {
    #expect(window.tree.handle(.key(KeyEvent(.unknown, text: "你好"))))
    #expect(window.tree.handle(.key(KeyEvent(.unknown, text: "🏳️‍🌈"))))
    #expect(entry.text == "你好🏳️‍🌈")
    window.press(.backspace)
    #expect(entry.text == "你好")
  }

  @Test func motionAndDeletionGoByClusters() {
    entry.text = "ae\u{301}👨‍👩‍👧क्षिb"
    let clusters = entry.text.count
    window.press(.home)
    for _ in 0..<clusters { #expect(window.press(.right)) }
    window.type("!")
    #expect(entry.text == "ae\u{301}👨‍👩‍👧क्षिb!")
    for _ in 0..<3 { window.press(.backspace) }
    #expect(entry.text == "ae\u{301}👨‍👩‍👧")
    window.press(.left)
    window.press(.left)
    window.press(.delete)
    #expect(entry.text == "a👨‍👩‍👧")
    window.press(.delete)
    #expect(entry.text == "a")
  }

  @Test func aCombiningMarkJoinsTheClusterBeforeTheCaret() {
    window.type("ex")
    window.press(.left)
    window.tree.handle(.key(KeyEvent(.unknown, text: "\u{301}")))
    #expect(Array(entry.text.utf8) == Array("e\u{301}x".utf8))
    #expect(window.caret?.x == 16)
    window.press(.backspace)
    #expect(entry.text == "x")
  }

  @Test func aCaretBetweenWhatBecomesOneClusterGoesBehindIt() {
    entry.text = "👨x👩"
    window.press(.left)
    window.press(.backspace)
    window.tree.handle(.key(KeyEvent(.unknown, text: "\u{200D}")))
    #expect(entry.text.count == 1)
    window.type("!")
    #expect(Array(entry.text.utf8) == Array("👨\u{200D}👩!".utf8))
  }

  /// The words are what the shaper finds: here each has two characters.
  @Test func aTextWithoutSpacesHasWordsToo() {
    entry.text = "say 漢字かな文 now"
    window.press(.left, .control)
    window.press(.left, .control)
    window.type("|")
    #expect(entry.text == "say 漢字かな|文 now")
    window.press(.left, .control)
    window.press(.left, .control)
    window.press(.right, .control)
    window.type("|")
    #expect(entry.text == "say 漢字|かな|文 now")
    window.press(.right, .control)
    window.press(.backspace, .control)
    #expect(entry.text == "say 漢字||文 now")
  }

  @Test func controlMovesByWords() {
    entry.text = "one, two  three_4"
    window.press(.left, .control)
    window.press(.left, .control)
    window.type("|")
    #expect(entry.text == "one, |two  three_4")
    window.press(.right, .control)
    window.type("|")
    #expect(entry.text == "one, |two|  three_4")
    window.press(.backspace, .control)
    #expect(entry.text == "one, |  three_4")
    window.press(.delete, .control)
    #expect(entry.text == "one, |")
    window.press(.backspace, .control)
    #expect(entry.text == "")
  }

  @Test func shiftSelectsAndTypingReplaces() {
    entry.text = "hello world"
    window.press(.left, [.control, .shift])
    #expect(window.selections[.primary] == "world")
    window.type("there")
    #expect(entry.text == "hello there")
    window.press(.home, .shift)
    window.press(.backspace)
    #expect(entry.text == "")
  }

  @Test func anArrowLeavesTheSelectionOnItsSide() {
    entry.text = "hello"
    window.press(.character("a"), .control)
    window.press(.left)
    window.type("<")
    window.press(.character("a"), .control)
    window.press(.right)
    window.type(">")
    #expect(entry.text == "<hello>")
  }

  @Test func theClipboardIsWrittenAndRead() {
    entry.text = "hello world"
    window.press(.left, [.control, .shift])
    window.press(.character("c"), .control)
    #expect(window.selections[.clipboard] == "world")
    window.press(.character("x"), .control)
    #expect(entry.text == "hello ")
    window.press(.character("v"), .control)
    window.press(.character("v"), .control)
    #expect(entry.text == "hello worldworld")
    window.press(.character("a"), .control)
    window.press(.insert, .control)
    window.press(.delete, .shift)
    #expect(entry.text == "")
    #expect(window.selections[.clipboard] == "hello worldworld")
  }

  @Test func shiftInsertPastesPrimary() {
    window.selections = [.primary: "selected", .clipboard: "copied"]
    window.press(.insert, .shift)
    #expect(entry.text == "selected")
  }

  @Test func theMiddleButtonPastesPrimaryWhereItIsClicked() {
    entry.text = "hello"
    window.selections = [.primary: "XY"]
    window.tree.focus(nil)
    window.click(x: 26, y: 16, button: .middle)
    #expect(entry.text == "heXYllo")
    #expect(window.tree.focused === entry)
    window.type("!")
    #expect(entry.text == "heXY!llo")
  }

  @Test func aPasteIsCleaned() {
    window.selections = [.clipboard: "a\r\nb\nc\rd\te\u{0}\u{7}\u{1b}[31m\u{7f}\u{85}f\u{2028}g"]
    window.press(.character("v"), .control)
    #expect(entry.text == "a b c d\te[31m f g")
  }

  @Test func anEmptyPasteKeepsTheSelection() {
    entry.text = "abc"
    window.press(.character("a"), .control)
    window.press(.character("v"), .control)
    window.selections[.clipboard] = "\u{7}"
    window.press(.character("v"), .control)
    #expect(entry.text == "abc")
  }

  @Test func theMouseSelects() {
    entry.text = "hello big world"
    window.drag(from: Point(x: 6, y: 16), to: Point(x: 57, y: 16))
    #expect(window.selections[.primary] == "hello")
    window.click(x: 80, y: 16, count: 2)
    #expect(window.selections[.primary] == "big")
    window.click(x: 80, y: 16, count: 3)
    #expect(window.selections[.primary] == "hello big world")
    window.selections = [:]
    window.click(x: 36, y: 16)
    #expect(window.selections[.primary] == nil)
    window.type("|")
    #expect(entry.text == "hel|lo big world")
    window.click(x: 6, y: 16, modifiers: .shift)
    #expect(window.selections[.primary] == "hel|")
  }

  @Test func theCaretIsReportedWhenItMovesAndTakenBackWithTheFocus() {
    #expect(window.caret == Rect(x: 6, y: 6, width: 1, height: 20))
    window.type("ab")
    #expect(window.caret?.x == 26)
    window.press(.left)
    #expect(window.caret?.x == 16)
    window.tree.focus(nil)
    #expect(window.caret == nil)
    window.tree.focus(entry)
    #expect(window.caret?.x == 16)
  }

  @Test func theCaretIsDrawnOnlyWithTheFocus() {
    let caret = Rect(x: 6, y: 6, width: 1, height: 20)
    #expect(window.filled(with: Theme().text) == [caret])
    window.tree.windowFocusChanged(to: false)
    #expect(window.filled(with: Theme().text) == [])
  }

  @Test func thePlaceholderIsQuietAndGoesWithText() {
    entry.placeholder = "Message"
    #expect(window.rows == ["Message"])
    window.type("x")
    #expect(window.rows == ["x"])
    window.press(.backspace)
    #expect(window.rows == ["Message"])
    entry.placeholder = String(repeating: "Message ", count: 40)
    #expect(window.rows.first?.hasSuffix("…") == true)
  }

  @Test func onChangeIsCalledForWhatThePersonDid() {
    var changes: [String] = []
    entry.onChange = { [unowned entry] in changes.append(entry.text) }
    window.type("a")
    entry.text = "xyz"
    window.press(.backspace)
    window.press(.left)
    window.press(.character("z"), .control)
    #expect(changes == ["a", "xy", "xyz"])
  }

  @Test func aLongLineScrollsSidewaysWithTheCaret() {
    window.type("0123456789abcdefghijklmno")
    #expect(window.caret?.x == 6 + 180)
    let drawn = window.redraw().operations.compactMap {
      if case .text(_, let at, _) = $0 { at.x } else { nil }
    }
    #expect(drawn == [6 - 70])
    window.press(.home)
    #expect(window.caret?.x == 6)
    for _ in 0..<20 { window.press(.right) }
    #expect(window.caret?.x == 6 + 180)
    window.press(.end)
    for _ in 0..<20 { window.press(.backspace) }
    #expect(window.caret?.x == 56)
  }

  @Test func draggingPastTheEdgeScrollsOnAndStopsWithTheButton() {
    entry.text = String(repeating: "0123456789", count: 10)
    window.press(.home)
    window.mouse(.press, x: 6, y: 16)
    window.mouse(.motion, x: 300, y: 16)
    for _ in 0..<200 { window.fireTimers() }
    window.mouse(.release, x: 300, y: 16)
    #expect(window.selections[.primary] == entry.text)
    window.press(.home)
    window.fireTimers()
    #expect(window.caret?.x == 6)
  }

  @Test func settingTheTextCleansIt() {
    entry.text = "a\nb\u{1}"
    #expect(entry.text == "a b")
  }
}
