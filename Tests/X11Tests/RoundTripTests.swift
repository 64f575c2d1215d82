import Foundation
import TestSupport
import Testing
import Widgets

@testable import X11

/// What goes over the wire, as `xtrace` sees it between a client and its server.
@MainActor @Suite(.serialized) struct RoundTripTests {
  /// A proxy that writes down what passes.
  private final class Tracer {
    let name: String
    private let log: URL
    private let process: TestProcess

    init(_ server: XServer) throws {
      let number = 500 + (Int(server.name.dropFirst()) ?? 0)
      name = ":\(number)"
      log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      process = try TestProcess(
        "xtrace", ["-k", "-n", "-d", server.name, "-D", name, "-o", log.path])
      let deadline = Date(timeIntervalSinceNow: 5)
      while !FileManager.default.fileExists(atPath: "/tmp/.X11-unix/X\(number)") {
        if Date() > deadline { throw XServer.Problem.silent("xtrace") }
        usleep(5_000)
      }
    }

    deinit {
      process.kill()
      try? FileManager.default.removeItem(at: log)
      try? FileManager.default.removeItem(atPath: "/tmp/.X11-unix/X\(name.dropFirst())")
    }

    var lines: [Substring] {
      let data = (try? Data(contentsOf: log)) ?? Data()
      return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }

    /// How often the client had to wait: each reply, but those of one XInternAtoms, asked for together, once.
    static func roundTrips(_ lines: some Sequence<Substring>) -> Int {
      let replies = lines.filter { $0.contains("Reply to ") }
      let names = replies.map { $0.contains("Reply to InternAtom") ? "InternAtom" : "other" }
      return zip(names, ["other"] + names).count { $0 == "other" || $0 != $1 }
    }
  }

  let server: XServer

  init() throws {
    server = try XServer()
  }

  @Test func startingTakesFewRoundTripsAndAKeyPressNone() throws {
    let tracer = try Tracer(server)
    let display = try TestDisplay(server, through: tracer.name)
    let observer = try Observer(server.name)
    let entry = Entry()
    let window = display.window(entry)
    window.tree.focus(entry)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    display.settle()
    observer.setFocus(window.id)
    #expect(display.run { window.isFocused })
    display.settle()
    let start = tracer.lines
    print("start: \(Tracer.roundTrips(start)) round trips, \(start.count) lines")
    #expect(Tracer.roundTrips(start) <= 25)

    try server.xdotool("key", "a")
    #expect(display.run { entry.text == "a" })
    while display.connection.prepareToWait() {}
    let before = tracer.lines.count
    try server.xdotool("key", "b", "c", "d")
    #expect(display.run { entry.text == "abcd" })
    while display.connection.prepareToWait() {}
    let after = tracer.lines.dropFirst(before)
    #expect(after.contains { $0.contains("KeyPress") })
    #expect(after.contains { $0.contains("CopyArea") })
    #expect(!after.contains { $0.contains("Reply to ") })
  }
}
