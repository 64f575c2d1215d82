import Framing
import Storage
import Testing
import WidgetTestSupport
import Widgets

@testable import ChatClient

/// Where a window stands is kept on the disk: it opens there again, whatever ended the program.
struct PlaceTests {
  private let file = TemporaryFile()

  private func open(_ session: ClientSession) -> (view: ChatView, window: TestWindow) {
    let view = ChatView(
      showing: session.conversation(with: Peer("bob")), time: .scripted)
    return (view, TestWindow(view, width: 500, height: 300))
  }

  private func turn(_ window: TestWindow, notches: Double) {
    for _ in 0..<20 {
      window.tree.handle(.scroll(ScrollEvent(at: Point(x: 50, y: 50), notches: notches)))
    }
  }

  /// What a window shows in a run of the program that lives as long as `body`.
  private func run(_ body: (SessionHarness, ChatView, TestWindow) throws -> Void) throws -> [String]
  {
    let harness = try SessionHarness(file: file.path)
    let (view, window) = open(harness.session)
    try body(harness, view, window)
    return window.redrawnTexts
  }

  private func talk(_ harness: SessionHarness) throws {
    for number in 0..<300 { try harness.session.send("number \(number)", to: Peer("bob")) }
    _ = try harness.sent()
  }

  @Test func aWindowThatWasClosedOpensThereInTheNextRun() throws {
    let before = try run { harness, view, window in
      try talk(harness)
      turn(window, notches: -3)
      view.detach(from: harness.session.conversation(with: Peer("bob")))
      harness.session.finish()
    }
    #expect(!before.isEmpty)
    #expect(try run { _, _, _ in } == before)
  }

  @Test func aKillLosesNoMoreThanTheLastSecondOfScrolling() throws {
    let before = try run { harness, _, window in
      try talk(harness)
      turn(window, notches: -3)
      _ = try harness.sent()
      let wait = try #require(harness.wait)
      #expect(wait <= 1_000)
      harness.now += wait
      _ = try harness.sent()
    }
    #expect(try run { _, _, _ in } == before)
  }

  @Test func whoWentBackToTheEndFindsTheEnd() throws {
    _ = try run { harness, _, window in
      try talk(harness)
      turn(window, notches: -3)
      harness.session.finish()
      turn(window, notches: 3)
      harness.session.finish()
    }
    #expect(try run { _, _, _ in }.contains { $0.contains("number 299") })
  }
}
