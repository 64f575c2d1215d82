import TestSupport

/// Programs of the machine, some of which may be missing.
enum Tool {
  static func exists(_ name: String) -> Bool {
    run("/bin/sh", "-c", "command -v \(name)").status == 0
  }

  /// Runs a program to its end; what it wrote to standard output and to standard error.
  @discardableResult
  static func run(_ program: String, _ arguments: String...) -> (
    status: Int32, output: String, error: String
  ) {
    run(program, list: arguments)
  }

  static func run(_ program: String, list arguments: [String]) -> (
    status: Int32, output: String, error: String
  ) {
    guard let outcome = try? TestProcess.run(program, arguments) else { return (127, "", "") }
    return (outcome.status, outcome.output, outcome.errors)
  }
}
