import Foundation
import Glibc
import SystemPackage
import TestSupport

/// A program that a test started: its input line by line, its output as it grows.
///
/// It ends with the object.
final class Program {
  let name: String
  let id: pid_t
  private var input: SystemPackage.FileDescriptor?
  private let outputFile: String
  private let errorFile: String
  /// As `waitpid` gave it; nil while the program runs.
  private var status: Int32?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: Where it is, or its name to be found on the PATH.
  ///   - arguments: Without the program's own name.
  ///   - environment: Added to the test's own.
  ///   - folder: Where its output is kept.
  /// - Throws: The `Errno` where it cannot be started.
  init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    folder: URL
  ) throws {
    name = URL(fileURLWithPath: path).lastPathComponent
    let files = folder.appendingPathComponent("\(name)-\(UUID().uuidString)").path
    outputFile = files + ".out"
    errorFile = files + ".err"
    let pipe = try SystemPackage.FileDescriptor.pipe()
    _ = fcntl(pipe.writeEnd.rawValue, F_SETFD, FD_CLOEXEC)
    let output = try Program.create(outputFile)
    let errors = try Program.create(errorFile)
    defer { for file in [pipe.readEnd, output, errors] { try? file.close() } }
    // A program that has gone must not end the tests.
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    id = try TestProcess.spawn(
      [path] + arguments, environment: all,
      descriptors: [pipe.readEnd.rawValue, output.rawValue, errors.rawValue])
    input = pipe.writeEnd
  }

  deinit { end() }

  /// Ends the program, by force where it takes too long.
  func end() {
    closeInput()
    guard isRunning else { return }
    signal(SIGTERM)
    let deadline = ContinuousClock.now + .seconds(5)
    while isRunning, ContinuousClock.now < deadline { usleep(2_000) }
    if isRunning {
      signal(SIGKILL)
      var ignored: Int32 = 0
      unsafe waitpid(id, &ignored, 0)
    }
  }

  var isRunning: Bool {
    guard status == nil else { return false }
    var now: Int32 = 0
    if unsafe waitpid(id, &now, WNOHANG) == id { status = now }
    return status == nil
  }

  /// What it wrote to its standard output so far.
  var output: String { (try? String(contentsOfFile: outputFile, encoding: .utf8)) ?? "" }
  /// What it wrote to its standard error so far.
  var errors: String { (try? String(contentsOfFile: errorFile, encoding: .utf8)) ?? "" }

  /// Whether it runs, and the end of what it wrote to its standard error.
  var account: String {
    "\(name) \(id) \(isRunning ? "runs" : "has ended"): \(errors.suffix(1000))"
  }

  /// The complete lines of its output.
  var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  func write(line: String) throws {
    try input?.writeAll((line + "\n").utf8)
  }

  func closeInput() {
    try? input?.close()
    input = nil
  }

  /// Waits until a complete line of the output satisfies a condition.
  @discardableResult
  func waitForLine(
    _ what: String, within seconds: Double = 20, where condition: (String) -> Bool
  ) throws -> String {
    try eventually(
      "a line of \(name) with \(what)", within: seconds, state: { "in:\n\(output)\(errors)" }
    ) {
      lines.first(where: condition)
    }
  }

  @discardableResult
  func waitForLine(_ line: String) throws -> String {
    try waitForLine(line) { $0 == line }
  }

  func signal(_ number: Int32) {
    if isRunning { kill(id, number) }
  }

  /// Waits until the program has ended.
  ///
  /// - Returns: Its exit status; -1 where a signal ended it.
  @discardableResult
  func waitForEnd(within seconds: Double = 20) throws -> Int32 {
    try eventually("the end of \(name)", within: seconds) { !isRunning }
    // What WIFEXITED and WEXITSTATUS say, which are macros.
    guard let status, status & 0x7f == 0 else { return -1 }
    return status >> 8 & 0xff
  }

  private static func create(_ path: String) throws -> SystemPackage.FileDescriptor {
    try .open(
      FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: .ownerReadWrite)
  }
}
