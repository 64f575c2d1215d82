import Testing
import WidgetTestSupport
import Widgets

struct LabelTests {
  private func window(_ label: Label, width: Int, height: Int = 20) -> TestWindow {
    TestWindow(label, width: width, height: height)
  }

  @Test func aTextThatFitsIsDrawnWhole() {
    let window = window(Label("alice"), width: 50)
    #expect(window.draw().operations.last == .text("alice", at: Point(x: 0, y: 16), Theme().text))
  }

  @Test func aTextThatIsTooLongEndsWithAnEllipsis() {
    #expect(window(Label("alexander"), width: 60).draw().texts == ["alex…"])
    #expect(window(Label("ann the great"), width: 60).draw().texts == ["ann…"])
    #expect(window(Label("alexander"), width: 5).draw().texts == ["…"])
  }

  @Test func itIsCutBetweenGraphemeClusters() {
    // A family of four is one cluster of 20 pixels: it is there or it is not.
    let family = "👨‍👩‍👧‍👦"
    #expect(window(Label("a\(family)bcd"), width: 59).draw().texts == ["a👨…"])
    #expect(window(Label("a\(family)bcd"), width: 49).draw().texts == ["a…"])
  }

  @Test func lineBreaksInOneLineAreSpaces() {
    #expect(window(Label("a\nb\r\nc"), width: 100).draw().texts == ["a b c"])
  }

  @Test func anEndlessTextIsNotShapedWhole() {
    let window = window(Label(String(repeating: "x", count: 60_000)), width: 100)
    window.draw()
    #expect(window.shaper.shapedByteCount < 10_000)
  }

  @Test func wrappedLinesEndAtSpaces() {
    let label = Label("one two three", wraps: true)
    let window = window(label, width: 70, height: 40)
    #expect(label.preferredSize(for: 70, in: window.tree.context) == Size(width: 70, height: 40))
    #expect(window.draw().texts == ["one two", "three"])
  }

  @Test func aWordLongerThanTheLineIsBrokenBetweenClusters() {
    #expect(
      window(Label("abcdefgh ij", wraps: true), width: 35, height: 80).draw().texts
        == ["abc", "def", "gh", "ij"])
    let thumbs = String(repeating: "👍🏽", count: 3)
    #expect(window(Label(thumbs, wraps: true), width: 50, height: 80).draw().texts == ["👍👍", "👍"])
  }

  @Test func aWidthOfNothingEndsAllTheSame() {
    let label = Label("ab c", wraps: true)
    let window = window(label, width: 10, height: 80)
    #expect(label.preferredSize(for: 0, in: window.tree.context).height == 60)
  }

  @Test func lineBreaksBreakWrappedTextAndEmptyLinesStay() {
    let label = Label("a\n\nb", wraps: true)
    let window = window(label, width: 70, height: 60)
    #expect(label.preferredSize(for: 70, in: window.tree.context).height == 60)
  }

  @Test func itsLinesAreWhereTheAlignmentSays() {
    let label = Label("ab", colorRole: .error, alignment: .center)
    let window = window(label, width: 100, height: 40)
    let color = Theme().errorText
    #expect(window.draw().operations.last == .text("ab", at: Point(x: 40, y: 26), color))
    label.alignment = .trailing
    #expect(window.draw().operations.last == .text("ab", at: Point(x: 80, y: 26), color))
  }

  @Test func aNewTextOfTheSameSizeDamagesOnlyTheLabel() {
    let label = Label("12")
    let window = TestWindow(Row([.fixed(label), .stretch(ProbeWidget())]), width: 200, height: 20)
    window.draw()
    label.text = "34"
    #expect(window.tree.damage == label.bounds)
    window.draw()
    label.text = "345"
    window.draw()
    #expect(label.bounds.width == 30)
  }

  @Test func theSameTextAgainDamagesNothing() {
    let label = Label("12")
    let window = window(label, width: 100)
    window.draw()
    label.text = "12"
    #expect(window.tree.damage.isEmpty)
  }
}
