import Foundation
import TestSupport

/// An X server of a test's own, without a screen; it ends with this object.
final class VirtualServer {
  /// What DISPLAY would be.
  let name: String
  private let server: TestProcess

  init() throws {
    // It goes with its last client, so a test that crashes leaves none behind.
    (server, name) = try XServer.start(["-screen", "0", "800x600x24", "-terminate"])
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
