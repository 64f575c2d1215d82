import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Input method servers that hang: stopped, they are there and answer nothing.
@MainActor @Suite(.serialized) struct SilentServerTests {
  private func start() throws -> TypingBench {
    unsafe setenv("LC_ALL", "C", 1)
    unsafe setenv("XMODIFIERS", XimServer.modifiers, 1)
    return try TypingBench()
  }

  private func startWithWindow() throws -> (TypingBench, TestTool, Window) {
    let typing = try start()
    let server = try XimServer.start(on: typing.bench.server)
    typing.method.open()
    #expect(typing.method.hasServer)
    let window = typing.openWindow()
    try typing.press("z")
    #expect(typing.text(in: window, ofLength: 2) == "字🙂")
    return (typing, server, window)
  }

  /// Does something that must not take long, whatever the server does.
  private func expectPrompt(_ body: () throws -> Void) rethrows {
    // libX11 would wait for ever: rather no test run than one without an end.
    alarm(30)
    let start = ContinuousClock.now
    try body()
    #expect(ContinuousClock.now - start < .seconds(2))
    alarm(0)
  }

  @Test(arguments: 0..<4) func whatWouldWaitForAStoppedServerDoesNot(step: Int) throws {
    let (typing, server, window) = try startWithWindow()
    let context = try #require(typing.contexts[window])
    server.stop()
    expectPrompt {
      switch step {
      case 0: context.destroy()
      case 1:
        context.placeCaret(Rect(x: 1, y: 2, width: 1, height: 10))
        context.update()
        context.placeCaret(Rect(x: 2, y: 2, width: 1, height: 10))
        context.update()
      case 2:
        typing.method.makeContext(for: typing.bench.makeWindow(), selecting: 0).focusIn()
      default: typing.method.close()
      }
    }
    server.resume()
  }

  @Test func keysGoPastAServerThatHangsAndToItAgainWhenItGoesOn() throws {
    let (typing, server, window) = try startWithWindow()
    server.stop()
    // What it has in its hands may be lost; soon keys go past it.
    #expect(
      try typing.bench.run(for: .seconds(10)) {
        try typing.press("a")
        return typing.keys[window, default: []].contains { $0.text == "a" }
      })
    #expect(typing.method.isSilent)
    _ = typing.text(in: window, ofLength: 0)
    try typing.press("x", "y")
    #expect(typing.text(in: window, ofLength: 2).hasSuffix("xy"))
    server.resume()
    #expect(typing.bench.run { !typing.method.isSilent })
    #expect(
      try typing.bench.run(for: .seconds(10)) {
        try typing.press("z")
        return typing.keys[window, default: []].contains { $0.text == "字🙂" }
      })
  }

  @Test func aServerThatHangsAtTheStartHoldsNothingUpAndIsUsedWhenItGoesOn() throws {
    let typing = try start()
    let server = try XimServer.start(on: typing.bench.server)
    server.stop()
    expectPrompt { typing.method.open() }
    #expect(!typing.method.hasServer)
    let window = typing.openWindow()
    try typing.setLayout("us", "-variant", "intl")
    try typing.press("dead_acute", "e")
    #expect(typing.text(in: window, ofLength: 1) == "é")
    server.resume()
    #expect(typing.bench.run { typing.method.hasServer })
    try typing.press("z")
    #expect(typing.text(in: window, ofLength: 2) == "字🙂")
  }

  @Test func aSilentServerThatIsKilledAndStartedAgainIsUsed() throws {
    let (typing, server, window) = try startWithWindow()
    server.stop()
    try #require(typing.contexts[window]).placeCaret(Rect(x: 9, y: 2, width: 1, height: 10))
    expectPrompt { typing.bench.turn() }
    #expect(typing.method.isSilent)
    server.kill()
    #expect(typing.bench.run { !typing.method.hasServer && !typing.method.isSilent })
    try typing.press("a")
    #expect(typing.text(in: window, ofLength: 1).hasSuffix("a"))
    let next = try XimServer.start(on: typing.bench.server)
    #expect(typing.bench.run { typing.method.hasServer })
    try typing.press("z")
    #expect(typing.text(in: window, ofLength: 2) == "字🙂")
    next.kill()
  }

  /// libX11 by itself takes no message of more than 2,048 bytes, and none after it.
  @Test(arguments: [("k", 600), ("j", 7_000)])
  func aLongCommitArrivesWholeAndTypingGoesOn(key: String, count: Int) throws {
    let (typing, server, window) = try startWithWindow()
    try typing.press("a", key, "b", key, "z")
    let signs = String(repeating: "语", count: count)
    #expect(typing.text(in: window, ofLength: 2 * count + 4) == "a\(signs)b\(signs)字🙂")
    server.kill()
  }
}
