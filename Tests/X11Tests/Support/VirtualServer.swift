import Foundation

/// An X server of a test's own, without a screen; it ends with this object.
final class VirtualServer {
  /// What DISPLAY would be.
  let name: String
  private let process = Process()

  init() throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/Xvfb")
    // It goes with its last client, so a test that crashes leaves none behind. Without -r a key is repeated
    // where a busy machine lets half a second pass until it goes up.
    process.arguments = ["-displayfd", "1", "-screen", "0", "800x600x24", "-terminate", "-r"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It writes its number when clients may come, and nothing more.
    var number = Data()
    while !number.contains(UInt8(ascii: "\n")) {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw CocoaError(.executableLoad) }
      number += more
    }
    let text = String(decoding: number, as: UTF8.self)
    name = ":" + text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  deinit {
    // Foundation starts programs with SIGTERM blocked, from most threads.
    _ = kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Starts a program as a client of this server.
  ///
  /// - Parameters:
  ///   - tool: Its name in /usr/bin, or a path.
  ///   - arguments: What it is told.
  ///   - input: What it reads on standard input.
  ///   - environment: Variables beside those of the test.
  /// - Returns: The running program.
  /// - Throws: What starting it threw.
  func start(
    _ tool: String, _ arguments: [String], input: Data = Data(),
    environment: [String: String] = [:]
  ) throws -> TestTool {
    var all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    all["DISPLAY"] = name
    let path = tool.hasPrefix("/") ? tool : "/usr/bin/" + tool
    return try TestTool(path, arguments, input: input, environment: all)
  }
}
