import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Typing through an input method server that comes, dies and comes again.
@MainActor @Suite(.serialized) struct InputServerTests {
  /// Sets the environment, inside the test itself: it is everybody's.
  private func start() throws -> TypingBench {
    unsafe setenv("LC_ALL", "C", 1)
    unsafe setenv("XMODIFIERS", XimServer.modifiers, 1)
    return try TypingBench()
  }

  /// A server and a window that uses it.
  private func startWithWindow() throws -> (TypingBench, TestTool, Window) {
    let typing = try start()
    let server = try XimServer.start(on: typing.bench.server)
    typing.method.open()
    #expect(typing.method.hasServer)
    return (typing, server, typing.openWindow())
  }

  private func kill(_ server: TestTool, usedBy typing: TypingBench) {
    let before = typing.method.generation
    server.kill()
    #expect(typing.bench.run { typing.method.generation != before })
    #expect(!typing.method.hasServer)
  }

  private func restart(for typing: TypingBench) throws -> TestTool {
    let server = try XimServer.start(on: typing.bench.server)
    #expect(typing.bench.run { typing.method.hasServer })
    return server
  }

  @Test func whatTheServerCommitsIsTyped() throws {
    let (typing, server, window) = try startWithWindow()
    try typing.press("a", "z", "b")
    #expect(typing.text(in: window, ofLength: 4) == "a字🙂b")
    #expect(server.text.contains("key 52\n"))
    #expect(typing.sentCount == 0)
  }

  @Test func aLongCommitArrivesWhole() throws {
    let (typing, server, window) = try startWithWindow()
    try typing.press("l")
    #expect(typing.text(in: window, ofLength: 100) == String(repeating: "字", count: 100))
    server.kill()
  }

  @Test func theServerIsToldWhereTheCaretIsOnceForEachPlace() throws {
    let (typing, server, window) = try startWithWindow()
    let context = try #require(typing.contexts[window])
    for _ in 0..<3 {
      context.placeCaret(Rect(x: 30, y: 40, width: 1, height: 16))
      typing.bench.turn()
    }
    context.placeCaret(Rect(x: 37, y: 40, width: 1, height: 16))
    #expect(typing.bench.run { server.text.contains("spot 37 56\n") })
    let spots = server.text.split(separator: "\n").filter { $0.hasPrefix("spot") }
    #expect(spots == ["spot 30 56", "spot 37 56"])
  }

  @Test func typingGoesOnWhenTheServerIsKilledAndStartedAgain() throws {
    let (typing, server, window) = try startWithWindow()
    try typing.press("z")
    #expect(typing.text(in: window, ofLength: 2) == "字🙂")
    kill(server, usedBy: typing)
    try typing.press("z", "a")
    #expect(typing.text(in: window, ofLength: 2) == "za")
    let second = typing.openWindow()
    try typing.press("z")
    #expect(typing.text(in: second, ofLength: 1) == "z")

    for _ in 0..<2 {
      let next = try restart(for: typing)
      try typing.press("z")
      #expect(typing.text(in: second, ofLength: 2) == "字🙂")
      typing.focus(window)
      try typing.press("z")
      #expect(typing.text(in: window, ofLength: 2) == "字🙂")
      #expect(next.text.contains("context \(window)\n"))
      kill(next, usedBy: typing)
      try typing.press("a")
      #expect(typing.text(in: window, ofLength: 1) == "a")
      typing.focus(second)
    }
  }

  @Test func withoutTheServerDeadKeysWorkAndItsComingIsSeen() throws {
    let typing = try start()
    let window = typing.openWindow()
    try typing.setLayout("us", "-variant", "intl")
    try typing.press("dead_acute", "e")
    #expect(typing.text(in: window, ofLength: 1) == "é")
    #expect(!typing.method.hasServer)
    let server = try restart(for: typing)
    try typing.press("z")
    #expect(typing.text(in: window, ofLength: 2) == "字🙂")
    #expect(server.isRunning)
  }

  @Test func aServerKilledWithAKeyInItsHandsLosesOnlyThatKey() throws {
    let (typing, server, window) = try startWithWindow()
    try typing.press("a")
    #expect(typing.text(in: window, ofLength: 1) == "a")
    server.stop()
    try typing.press("z")
    kill(server, usedBy: typing)
    try typing.press("b")
    #expect(typing.text(in: window, ofLength: 1).hasSuffix("b"))
  }

  @Test(arguments: 0..<3) func aDeathThatNobodyHasHeardOfHangsNothing(step: Int) throws {
    let (typing, server, window) = try startWithWindow()
    let context = try #require(typing.contexts[window])
    #expect(typing.bench.run { server.text.contains("context \(window)\n") })
    // libX11 would wait for ever: rather no test run than one without an end.
    alarm(30)
    server.kill()
    switch step {
    case 0: context.destroy()
    case 1:
      context.placeCaret(Rect(x: 1, y: 2, width: 1, height: 10))
      context.update()
    default: typing.method.makeContext(for: typing.bench.makeWindow(), selecting: 0).focusIn()
    }
    alarm(0)
    #expect(!typing.method.hasServer)
  }

  @Test func aContextThatEndsBeforeTheServerIsNotCalledBack() throws {
    let (typing, server, window) = try startWithWindow()
    let second = typing.openWindow()
    try typing.press("a")
    #expect(typing.text(in: second, ofLength: 1) == "a")
    typing.closeWindow(window)
    #expect(typing.bench.run { server.text.contains("destroyed\n") })
    kill(server, usedBy: typing)
    typing.focus(second)
    try typing.press("b")
    #expect(typing.text(in: second, ofLength: 1) == "b")
    typing.closeWindow(second)
  }

  @Test func aClosedMethodHearsNothingMore() throws {
    let (typing, server, _) = try startWithWindow()
    typing.method.close()
    server.kill()
    unsafe XSync(typing.bench.display, 0)
    typing.bench.turn()
    #expect(!typing.method.hasServer)
    let next = try XimServer.start(on: typing.bench.server)
    typing.bench.turn()
    #expect(!typing.method.hasServer)
    next.kill()
  }
}
