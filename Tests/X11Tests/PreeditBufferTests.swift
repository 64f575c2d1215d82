import CXlib
import Testing
import Widgets

@testable import X11

/// What an input method composes, from the changes that libX11 tells.
struct PreeditBufferTests {
  private func signs(_ text: String, _ look: Preedit.Look = .underlined) -> [PreeditBuffer.Sign] {
    text.unicodeScalars.map { PreeditBuffer.Sign(scalar: $0, look: look) }
  }

  @Test func changesCountInCharacters() {
    var buffer = PreeditBuffer()
    buffer.replace(first: 0, count: 0, with: signs("你好"), caret: 2)
    #expect(buffer.preedit == Preedit([.init("你好")], caret: 6))
    buffer.replace(first: 1, count: 1, with: signs("们a", .reversed), caret: 2)
    #expect(buffer.preedit == Preedit([.init("你"), .init("们a", .reversed)], caret: 6))
    buffer.replace(first: 0, count: 1, with: [], caret: 0)
    #expect(buffer.preedit == Preedit([.init("们a", .reversed)], caret: 0))
    buffer.replace(first: 0, count: 2, with: [], caret: 0)
    #expect(buffer.preedit == .none)
  }

  @Test(arguments: [Int.min, -1, 0, 3, 4, 5, Int.max], [Int.min, -1, 0, 3, 4, Int.max])
  func placesOutsideAreMovedInside(first: Int, count: Int) {
    var buffer = PreeditBuffer()
    buffer.replace(first: first, count: count, with: signs("abcd"), caret: first)
    buffer.replace(first: first, count: count, with: signs("x"), caret: count)
    buffer.restyle(first: first, looks: [.reversed, .reversed, .reversed, .reversed], caret: first)
    buffer.moveCaret(to: count)
    let preedit = buffer.preedit
    #expect(preedit.text.contains("x"))
    #expect((0...preedit.text.utf8.count).contains(preedit.caret ?? -1))
  }

  @Test func itNeverGrowsBeyondItsLimit() {
    var buffer = PreeditBuffer()
    for _ in 0..<9 {
      buffer.replace(first: 0, count: 0, with: signs(String(repeating: "x", count: 999)), caret: 0)
    }
    #expect(buffer.signs.count == PreeditBuffer.maximumLength)
    buffer.replace(first: 0, count: 1, with: signs("yz"), caret: 0)
    #expect(buffer.signs.count == PreeditBuffer.maximumLength)
  }

  @Test func whatWouldBreakTheLineIsASpace() {
    var buffer = PreeditBuffer()
    buffer.replace(first: 0, count: 0, with: signs("a\nb\u{1B}c"), caret: 5)
    #expect(buffer.preedit.text == "a b c")
  }

  @Test func aHiddenCaretIsNone() {
    var buffer = PreeditBuffer()
    buffer.replace(first: 0, count: 0, with: signs("ab"), caret: 1)
    buffer.showsCaret = false
    #expect(buffer.preedit.caret == nil)
  }

  @Test func theCaretGoesWhereTheMethodSays() {
    var buffer = PreeditBuffer()
    buffer.replace(first: 0, count: 0, with: signs("abc"), caret: 1)
    func move(_ direction: XIMCaretDirection, _ position: Int32 = 0) -> Int {
      buffer.take(
        XIMPreeditCaretCallbackStruct(
          position: position, direction: direction, style: XIMIsPrimary))
    }
    #expect(move(XIMForwardChar) == 2)
    #expect(move(XIMForwardChar) == 3)
    #expect(move(XIMForwardChar) == 3)
    #expect(move(XIMBackwardChar) == 2)
    #expect(move(XIMLineStart) == 0)
    #expect(move(XIMLineEnd) == 3)
    #expect(move(XIMAbsolutePosition, 1) == 1)
    #expect(move(XIMAbsolutePosition, -7) == 0)
    #expect(move(XIMDontChange) == 0)
    _ = buffer.take(
      XIMPreeditCaretCallbackStruct(
        position: 0, direction: XIMDontChange, style: XIMIsInvisible))
    #expect(buffer.preedit.caret == nil)
  }
}
