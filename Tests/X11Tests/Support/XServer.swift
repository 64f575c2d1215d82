import Foundation
import TestSupport
import Testing

/// A running Xvfb, with a window manager where a test needs one; both end with it.
final class XServer {
  enum Problem: Error, CustomStringConvertible {
    case missing(String)
    case silent(String)

    var description: String {
      switch self {
      case .missing(let tool): "\(tool) is not installed; `make deps` installs it"
      case .silent(let tool): "\(tool) did not come up"
      }
    }
  }

  let name: String
  private let server: TestProcess
  private var manager: TestProcess?

  init(dpi: Int = 96, screen: String = "800x600x24") throws {
    (server, name) = try Self.start(
      ["-screen", "0", screen, "-dpi", "\(dpi)", "-nolisten", "tcp"])
  }

  deinit {
    manager?.kill()
    server.kill()
  }

  /// Starts one; answers when clients may come, with what DISPLAY would be.
  static func start(_ arguments: [String]) throws -> (TestProcess, name: String) {
    let pipe = Pipe()
    // Without -r a key is repeated where a busy machine lets half a second pass until it goes up.
    let server = try TestProcess(
      "Xvfb", ["-displayfd", "1", "-r"] + arguments,
      output: .descriptor(pipe.fileHandleForWriting.fileDescriptor))
    try pipe.fileHandleForWriting.close()
    // It writes its number, and nothing more.
    var text = ""
    while !text.hasSuffix("\n") {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { throw Problem.silent("Xvfb") }
      text += String(decoding: data, as: UTF8.self)
    }
    return (server, ":" + text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Starts openbox and waits until it manages the display.
  func startManager() throws {
    // openbox claims the display before it is ready to give windows the focus; this it does last.
    let sign = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: sign) }
    manager = try TestProcess(
      "openbox", ["--sm-disable", "--startup", "touch \(sign.path)"], environment: environment)
    let deadline = Date(timeIntervalSinceNow: 5)
    while !FileManager.default.fileExists(atPath: sign.path) {
      if Date() > deadline { throw Problem.silent("openbox") }
      usleep(5_000)
    }
  }

  /// Ends the server as a crash would.
  func kill() {
    server.kill()
  }

  /// Makes real key and mouse events, through XTEST.
  func xdotool(_ arguments: String...) throws {
    try run("xdotool", arguments)
  }

  /// Runs a tool on this display and waits for its end.
  func run(_ tool: String, _ arguments: [String]) throws {
    let outcome = try TestProcess.run(tool, arguments, environment: environment)
    #expect(outcome.status == 0, "\(tool) \(arguments): \(outcome.errors)")
  }

  var environment: [String: String] {
    ProcessInfo.processInfo.environment.merging(["DISPLAY": name]) { $1 }
  }
}
