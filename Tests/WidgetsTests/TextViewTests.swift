import Testing
import Widgets

@Suite struct TextViewTests {
  @Test func aParagraphIsDrawnSpanBySpan() {
    let view = TextView()
    let window = TestWindow(view, width: 400, height: 200)
    view.append(
      TextView.Paragraph([
        .init("12:00 ", style: .small, color: .quiet), .init("Me: ", style: .bold, color: .ownName),
        .init("hello"),
      ]))
    #expect(window.draw().texts == ["12:00 ", "Me: ", "hello"])
  }
}
