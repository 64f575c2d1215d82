import Testing
import WidgetTestSupport
import Widgets

/// Text that runs both ways; a cell is 10 pixels wide, and so the caret's x tells between which two it stands.
@Suite struct TextDirectionTests {
  private func entry(_ text: String, lines: Int = 1, width: Int = 400) -> (Entry, TestWindow) {
    let entry = Entry()
    entry.maximumLines = lines
    let window = TestWindow(entry, width: width, height: 132)
    window.tree.focus(entry)
    entry.text = text
    return (entry, window)
  }

  /// Where the caret is, in cells from the left of the text.
  private func cell(_ window: TestWindow) -> Int? {
    window.caret.map { ($0.x - 6) / 10 }
  }

  @Test(arguments: ["ab אבג cd", "אב", "a אב", "אב a", "אבג 12 דה", "ab"])
  func theArrowsGoWhereTheyPoint(_ text: String) {
    let (_, window) = entry(text)
    let isRightToLeft = text.hasPrefix("א")
    window.press(isRightToLeft ? .end : .home, .control)
    while let before = cell(window), before > 0 {
      window.press(.left)
      #expect(cell(window) == before - 1)
      guard cell(window) != before else { return }
    }
    for place in 0..<text.count {
      #expect(cell(window) == place)
      window.press(.right)
    }
    #expect(cell(window) == text.count)
  }

  @Test func typingGoesOnWhereTheCaretStands() {
    let (entry, window) = entry("אב")
    window.press(.home)
    #expect(cell(window) == 2)
    window.press(.left)
    window.type("ג")
    #expect(entry.text == "אגב")
  }

  @Test func aClickFindsTheCharacterThatIsSeenThere() {
    let (entry, window) = entry("ab אבג cd")
    // ab_, then gimel, bet, alef from the left.
    window.click(x: 6 + 41, y: 10)
    window.type("x")
    #expect(entry.text == "ab אבxג cd" || entry.text == "ab אבגx cd")
    let (second, other) = self.entry("ab אבג cd")
    other.click(x: 6 + 58, y: 10)
    other.type("x")
    #expect(second.text == "ab xאבג cd" || second.text == "ab אxבג cd")
  }

  @Test func aSelectionIsDrawnWhereItsCharactersAre() {
    let (_, window) = entry("ab אבג cd")
    window.press(.home, .control)
    for _ in 0..<3 { window.press(.right, .shift) }
    #expect(window.filled(with: Theme().selectionBackground).map(\.width) == [30])
    // On to the alef, which is the third of the three from the left.
    window.press(.right, .shift)
    window.press(.right, .shift)
    let parts = window.filled(with: Theme().selectionBackground).sorted { $0.x < $1.x }
    #expect(parts.reduce(0) { $0 + $1.width } == 40)
    #expect(parts.last.map { $0.x + $0.width } == 6 + 60)
    #expect(window.selections[.primary] == "ab א")
  }

  @Test func aParagraphThatRunsToTheLeftStandsAtTheRight() {
    let (_, window) = entry("אבג דה", lines: 6, width: 213)
    #expect(window.placedRows.map(\.text) == ["הד גבא"])
    let x = window.redraw().operations.compactMap {
      if case .text(_, let at, _) = $0 { at.x } else { nil }
    }
    #expect(x == [6 + 200 - 60])
  }

  @Test func eachRowOfItRunsToTheLeft() {
    let (_, window) = entry("אבג דה abc וז", lines: 6, width: 73)
    #expect(window.rows == [" הד גבא", "זו abc"])
    for operation in window.redraw().operations {
      guard case .text(let text, let at, _) = operation else { continue }
      #expect(at.x + 10 * text.count == 6 + 60, "the space hangs over the left edge")
    }
  }

  @Test func aNameStaysInFrontOfItsMessage() {
    let view = TextView()
    let window = TestWindow(view, width: 320, height: 132)
    view.append(
      .init([
        .init("10:00 "), .init("דוד", style: .bold), .init(": ", style: .bold), .init("שלום abc"),
      ]))
    let texts = window.redraw().operations.compactMap { operation -> (Int, String)? in
      if case .text(let text, let at, _) = operation { (at.x, text) } else { nil }
    }
    #expect(texts.map(\.1) == ["10:00 ", "דוד".reversedText, ": ", "abc םולש"])
    #expect(texts.map(\.0).dropLast() == [6, 66, 96])
    #expect((texts.last?.0 ?? 0) > 116, "the message is at the right")
  }

  @Test func rowsEndWhereTheShaperHasBreaks() {
    let (_, window) = entry("aaa bbb ccc", lines: 6, width: 13 + 80)
    #expect(window.rows == ["aaa bbb ", "ccc"])
  }
}

extension String {
  fileprivate var reversedText: String { String(reversed()) }
}
