import Foundation
import Glibc
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
  private let server: Process
  private var manager: Process?

  init(dpi: Int = 96, screen: String = "800x600x24") throws {
    let pipe = Pipe()
    // Without -r a key is repeated where a busy machine lets half a second pass until it goes up.
    server = try XServer.process(
      "Xvfb",
      ["-displayfd", "1", "-screen", "0", screen, "-dpi", "\(dpi)", "-nolisten", "tcp", "-r"])
    server.standardOutput = pipe
    server.standardError = FileHandle.nullDevice
    try server.run()
    var text = ""
    while !text.hasSuffix("\n") {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { throw Problem.silent("Xvfb") }
      text += String(decoding: data, as: UTF8.self)
    }
    name = ":" + text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  deinit {
    if let manager { XServer.end(manager) }
    XServer.end(server)
  }

  /// SIGKILL, since children inherit the test thread's mask, which blocks SIGTERM.
  private static func end(_ process: Process) {
    guard process.isRunning else { return }
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Starts openbox and waits until it manages the display.
  func startManager() throws {
    // openbox claims the display before it is ready to give windows the focus; this it does last.
    let sign = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: sign) }
    let manager = try XServer.process(
      "openbox", ["--sm-disable", "--startup", "touch \(sign.path)"])
    manager.environment = environment
    manager.standardError = FileHandle.nullDevice
    try manager.run()
    self.manager = manager
    let deadline = Date(timeIntervalSinceNow: 5)
    while !FileManager.default.fileExists(atPath: sign.path) {
      if Date() > deadline { throw Problem.silent("openbox") }
      usleep(5_000)
    }
  }

  /// Ends the server as a crash would.
  func kill() {
    XServer.end(server)
  }

  /// Makes real key and mouse events, through XTEST.
  func xdotool(_ arguments: String...) throws {
    try run("xdotool", arguments)
  }

  /// Runs a tool on this display and waits for its end.
  func run(_ tool: String, _ arguments: [String]) throws {
    let process = try XServer.process(tool, arguments)
    process.environment = environment
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(tool) \(arguments)")
  }

  var environment: [String: String] {
    ProcessInfo.processInfo.environment.merging(["DISPLAY": name]) { $1 }
  }

  static func process(_ tool: String, _ arguments: [String]) throws -> Process {
    let places = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    let paths = places.map { "\($0)/\(tool)" }
    guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw Problem.missing(tool)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    return process
  }
}
