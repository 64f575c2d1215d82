import TestSupport

/// A program of the system.
enum SystemTool {
  /// Runs it to its end; answers with its status.
  @discardableResult
  static func run(_ path: String, _ arguments: [String]) throws -> Int32 {
    try TestProcess.run(path, arguments).status
  }

  /// Whether this user may make a network of its own, with the programs for it.
  static let canMakeNetwork =
    (try? run("/usr/bin/env", ["unshare", "-n", "ip", "link", "set", "lo", "up"])) == 0
    && (try? run("/usr/bin/env", ["nsenter", "--version"])) == 0
    && (try? run("/usr/bin/env", ["python3", "--version"])) == 0
}
