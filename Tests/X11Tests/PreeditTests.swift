import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// What a scripted server composes, drawn in the entry.
@MainActor @Suite(.serialized) struct PreeditTests {
  private func start(
    _ resources: [String] = ["*preedit: inside"], lines: Int = 1
  ) throws -> (Typist, TestTool) {
    let xServer = try VirtualServer()
    let server = try XimServer.start(on: xServer, "inside")
    let typist = try Typist(
      on: xServer, modifiers: XimServer.modifiers, resources: resources, lines: lines)
    #expect(typist.focus())
    #expect(typist.run { typist.display.inputMethod.hasServer })
    return (typist, server)
  }

  private func compose(_ signs: Int, in typist: Typist) throws {
    try typist.press(Array(repeating: "p", count: signs))
    #expect(typist.run { typist.shown.text == String("你好世界".prefix(signs)) })
  }

  @Test func whatIsComposedIsInTheEntryAndNotInItsText() throws {
    let (typist, server) = try start()
    try typist.press("a")
    #expect(typist.run { typist.entry.text == "a" })
    try compose(2, in: typist)
    #expect(typist.shown == Preedit([.init("你好", .reversed)], caret: 6))
    #expect(typist.entry.text == "a")
    #expect(typist.window.caret.map { $0.x > 30 } == true, "the caret stands behind it")
    try typist.press("n")
    #expect(typist.run { typist.entry.text == "a你好" })
    #expect(typist.run { typist.shown.isEmpty })
    server.kill()
  }

  @Test func theCaretFollowsTheServersAndTheServerHearsOfIt() throws {
    let (typist, server) = try start()
    try compose(3, in: typist)
    let behind = try #require(typist.window.caret)
    #expect(typist.run { server.text.contains("spot \(behind.x) \(behind.maxY)\n") })
    try typist.press("m")
    #expect(typist.run { typist.shown.caret == 0 })
    #expect(typist.run { (typist.window.caret?.x ?? behind.x) < behind.x })
    let start = try #require(typist.window.caret)
    #expect(typist.run { server.text.contains("spot \(start.x) \(start.maxY)\n") })
  }

  @Test func whatTheServerDropsIsGone() throws {
    let (typist, server) = try start()
    try typist.press("a")
    try compose(2, in: typist)
    try typist.press("d", "b")
    #expect(typist.run { typist.entry.text == "ab" })
    #expect(typist.shown.isEmpty)
    server.kill()
  }

  @Test func anotherFocusEndsItAndKeepsWhatTheServerGivesBack() throws {
    let (typist, server) = try start()
    try compose(2, in: typist)
    typist.window.tree.focus(typist.other)
    #expect(server.text.contains("reset\n"))
    #expect(typist.shown.isEmpty)
    #expect(typist.entry.text == "你好")
    try typist.press("z")
    #expect(typist.run { typist.other.text == "字🙂" })
    #expect(typist.entry.text == "你好")
  }

  @Test func aClickElsewhereInTheTextEndsIt() throws {
    let (typist, server) = try start()
    try typist.press("a")
    #expect(typist.run { typist.entry.text == "a" })
    try compose(1, in: typist)
    try typist.runTool(
      "xdotool", "mousemove", "--window", "\(typist.window.id)", "2", "12", "click", "1")
    #expect(typist.run { typist.entry.text == "a你" })
    #expect(typist.shown.isEmpty)
    try typist.press("b")
    #expect(typist.run { typist.entry.text == "ba你" })
    #expect(server.isRunning)
  }

  @Test func aWindowWithoutTheKeyboardShowsNoneAndGoesOnLater() throws {
    let (typist, server) = try start()
    try compose(2, in: typist)
    unsafe XSetInputFocus(
      typist.display.handle, UInt(PointerRoot), Int32(RevertToPointerRoot), 0)
    #expect(typist.run { !typist.window.isFocused })
    #expect(typist.shown.isEmpty)
    #expect(typist.focus())
    #expect(typist.run { typist.shown.text == "你好" })
    #expect(server.isRunning)
  }

  @Test func aServerThatIsKilledTakesItAlong() throws {
    let (typist, server) = try start()
    try typist.press("a")
    try compose(2, in: typist)
    server.kill()
    #expect(typist.run { typist.shown.isEmpty })
    try typist.press("p")
    #expect(typist.run { typist.entry.text == "ap" })
    let next = try XimServer.start(on: typist.server, "inside")
    #expect(typist.run { typist.display.inputMethod.hasServer })
    try compose(2, in: typist)
    try typist.press("n")
    #expect(typist.run { typist.entry.text == "ap你好" })
    next.kill()
  }

  @Test func aServerThatHangsTakesItAwayUntilItGoesOn() throws {
    let (typist, server) = try start()
    try compose(1, in: typist)
    server.stop()
    #expect(
      try typist.run(for: .seconds(20)) {
        try typist.press("x")
        return typist.entry.text.contains("x")
      })
    #expect(typist.shown.isEmpty)
    server.resume()
    #expect(typist.run { !typist.display.inputMethod.isSilent })
    #expect(typist.run { !typist.shown.isEmpty })
  }

  @Test(arguments: ["over", "root"]) func aResourceLeavesItToTheServer(place: String) throws {
    let (typist, server) = try start(["*preedit: \(place)"])
    try typist.press("p", "p", "n", "a")
    #expect(typist.run { typist.entry.text == "你好a" })
    #expect(typist.shown.isEmpty)
    let hearsOfCaret = place == "over"
    #expect(
      typist.run(for: .seconds(hearsOfCaret ? 10 : 1)) { server.text.contains("spot") }
        == hearsOfCaret)
  }

  /// Where libX11 tells the server of the caret there, the default is inside.
  @Test func withoutAResourceItIsInsideWhereTheListFollowsTheCaret() throws {
    let (typist, server) = try start([])
    try typist.press("p", "a")
    #expect(typist.run { typist.entry.text == "a" })
    let followsCaret = typist.display.inputMethod.caretNews != CaretNews.none
    #expect(typist.shown.text == (followsCaret ? "你" : ""))
    #expect(typist.run { server.text.contains("spot") })
  }
}
