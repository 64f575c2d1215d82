import Foundation

/// A program that a test started: its input line by line, its output as it grows.
///
/// It ends with the object.
final class Program {
  let name: String
  private let process = Process()
  private let input = Pipe()
  private let outputFile: URL
  private let errorFile: URL

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: Where it is, or its name to be found on the PATH.
  ///   - arguments: Without the program's own name.
  ///   - environment: Added to the test's own.
  ///   - folder: Where its output is kept.
  /// - Throws: What Foundation throws where it cannot be started.
  init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    folder: URL
  ) throws {
    name = URL(fileURLWithPath: path).lastPathComponent
    let unique = "\(name)-\(UUID().uuidString)"
    outputFile = folder.appendingPathComponent(unique + ".out")
    errorFile = folder.appendingPathComponent(unique + ".err")
    process.executableURL = URL(fileURLWithPath: path.contains("/") ? path : "/usr/bin/env")
    process.arguments = path.contains("/") ? arguments : [path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = try Program.emptyFile(at: outputFile)
    process.standardError = try Program.emptyFile(at: errorFile)
    try process.run()
  }

  deinit { end() }

  /// Ends the program, by force where it takes too long.
  func end() {
    guard process.isRunning else { return }
    process.terminate()
    let deadline = ContinuousClock.now + .seconds(5)
    while process.isRunning, ContinuousClock.now < deadline { usleep(2_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var id: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  /// What it wrote to its standard output so far.
  var output: String { (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "" }
  /// What it wrote to its standard error so far.
  var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

  /// The complete lines of its output.
  var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  func write(line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  func closeInput() throws {
    try input.fileHandleForWriting.close()
  }

  /// Waits until a complete line of the output satisfies a condition.
  @discardableResult
  func waitForLine(_ what: String, where condition: (String) -> Bool) throws -> String {
    try eventually("a line of \(name) with \(what)", state: { "in:\n\(output)\(errors)" }) {
      lines.first(where: condition)
    }
  }

  @discardableResult
  func waitForLine(_ line: String) throws -> String {
    try waitForLine(line) { $0 == line }
  }

  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits until the program has ended.
  ///
  /// - Returns: Its exit status; -1 where a signal ended it.
  @discardableResult
  func waitForEnd(within seconds: Double = 20) throws -> Int32 {
    try eventually("the end of \(name)", within: seconds) { !process.isRunning }
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  private static func emptyFile(at url: URL) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    return try FileHandle(forWritingTo: url)
  }
}
