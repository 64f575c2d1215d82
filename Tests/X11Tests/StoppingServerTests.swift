import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Input method servers that prove that they answer, and stop when libX11 asks for something.
@MainActor @Suite(.serialized) struct StoppingServerTests {
  /// Where a server stops: an opcode of XIM, or what comes before there are any.
  nonisolated enum Stop: Int, CaseIterable {
    case transport = 258
    case firstMessage = 256
    case connect = 1
    case open = 30
    case encoding = 38
    case extensions = 40
    case methodValues = 44
    case createContext = 50
    case contextValues = 56
    case setValues = 54
    case focus = 58
    case lostFocus = 59
    case key = 60
    case reset = 64
    case destroyContext = 52
    case close = 32
  }

  /// What a person does with two windows; each step by itself, with the turns after it.
  private static let steps: [(TypingBench, InputContext, InputContext) throws -> Void] = [
    { typing, _, _ in try typing.press("a") },
    { _, first, _ in first.placeCaret(Rect(x: 3, y: 4, width: 1, height: 10)) },
    { _, first, _ in _ = first.endComposition() },
    { _, first, second in
      first.focusOut()
      second.focusIn()
    },
    { _, _, second in second.placeCaret(Rect(x: 5, y: 4, width: 1, height: 10)) },
    { _, _, second in second.destroy() },
    { _, first, _ in first.focusIn() },
  ]

  private func start(stopping stop: Stop?, inside: Bool) throws -> (TypingBench, TestTool) {
    unsafe setenv("LC_ALL", "C", 1)
    unsafe setenv("XMODIFIERS", XimServer.modifiers, 1)
    let typing = try TypingBench()
    let server = try XimServer.start(
      on: typing.bench.server, inside ? "inside" : "over", "stop",
      "\(stop?.rawValue ?? -1)")
    return (typing, server)
  }

  /// Runs something and notes how long it took.
  private final class Timing {
    private(set) var longest = Duration.zero

    func time(_ body: () throws -> Void) rethrows {
      longest = max(longest, try ContinuousClock().measure(body))
    }
  }

  /// Does what a person does, and notes how long each of it held the program up.
  private func use(_ typing: TypingBench) throws -> (window: Window, timing: Timing) {
    let timing = Timing()
    timing.time { typing.method.open() }
    let window = typing.openWindow()
    let other = typing.method.makeContext(for: typing.bench.makeWindow(), selecting: 0)
    let context = try #require(typing.contexts[window])
    for step in Self.steps {
      try timing.time { try step(typing, context, other) }
      for _ in 0..<3 { timing.time { typing.bench.turn() } }
    }
    return (window, timing)
  }

  /// Presses a key again and again until it is typed.
  private func press(_ key: String, until text: String, in window: Window, of typing: TypingBench)
    throws -> Bool
  {
    try typing.bench.run(for: .seconds(20)) {
      try typing.press(key)
      return typing.keys[window, default: []].contains { $0.text == text }
    }
  }

  @Test(arguments: Stop.allCases, [false, true])
  func aServerThatStopsInTheMiddleHoldsNothingUpForLong(stop: Stop, inside: Bool) throws {
    let (typing, server) = try start(stopping: stop, inside: inside)
    // libX11 would wait for ever: rather no test run than one without an end.
    alarm(120)
    defer { alarm(0) }
    let (window, timing) = try use(typing)
    guard stop != .close else {
      timing.time { typing.method.close() }
      #expect(server.text.contains("stopped\n"))
      #expect(timing.longest < .seconds(2))
      return
    }
    // What it has in its hands may be lost; soon keys go past it.
    #expect(try press("b", until: "b", in: window, of: typing), "\(server.text)")
    #expect(timing.longest < .seconds(2))
    #expect(server.text.contains("stopped\n"))
    server.resume()
    #expect(typing.bench.run { typing.method.hasServer && !typing.method.isSilent })
    #expect(try press("z", until: "字🙂", in: window, of: typing))
    server.kill()
    #expect(typing.bench.run { !typing.method.hasServer })
    #expect(try press("q", until: "q", in: window, of: typing))
  }

  @Test func aFocusThatMovesBesideAStoppedServerFreezesNothingAndIsToldLater() throws {
    let (typing, server) = try start(stopping: nil, inside: false)
    typing.method.open()
    let window = typing.openWindow()
    let context = try #require(typing.contexts[window])
    #expect(typing.bench.run { server.text.contains("focus\n") })
    server.stop()
    alarm(30)
    let time = ContinuousClock().measure {
      for _ in 0..<3 {
        context.focusOut()
        context.focusIn()
      }
      context.focusOut()
    }
    alarm(0)
    #expect(time < .seconds(2))
    let before = server.text.split(separator: "\n").count { $0 == "focus" }
    context.focusIn()
    server.resume()
    #expect(typing.bench.run { !typing.method.isSilent })
    #expect(try press("z", until: "字🙂", in: window, of: typing))
    #expect(server.text.split(separator: "\n").count { $0 == "focus" } >= before)
    server.kill()
  }
}
