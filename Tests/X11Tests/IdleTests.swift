import Foundation
import Testing
import Widgets

@testable import X11

/// How long nobody has touched anything, as the server knows.
@MainActor @Suite(.serialized) struct IdleTests {
  @Test func theServerTellsHowLongNobodyHasTouchedAKey() throws {
    let server = try XServer()
    let display = try TestDisplay(server)
    let deadline = ContinuousClock.now + .seconds(10)
    while let idle = display.connection.idleTime(), idle < .milliseconds(300) {
      try #require(ContinuousClock.now < deadline)
      usleep(20_000)
    }
    #expect(display.connection.idleTime() != nil)
    let key = try TestTool(
      "/usr/bin/env", ["xdotool", "key", "a"], input: Data(),
      environment: ProcessInfo.processInfo.environment.merging(["DISPLAY": server.name]) { $1 })
    while let idle = display.connection.idleTime(), idle >= .milliseconds(300) {
      try #require(ContinuousClock.now < deadline)
      usleep(5_000)
    }
    #expect(try #require(display.connection.idleTime()) < .milliseconds(300))
    withExtendedLifetime(key) {}
    #expect(display.errorCount == 0)
  }
}
