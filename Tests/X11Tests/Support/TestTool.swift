import Foundation

/// A program that a test runs beside it, with files for its input and output so that neither can block.
final class TestTool {
  private let process = Process()
  private let folder: URL

  init(_ path: String, _ arguments: [String], input: Data, environment: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "banter-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try input.write(to: folder.appending(path: "in"))
    try Data().write(to: folder.appending(path: "out"))
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "in"))
    process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(at: folder)
  }

  var isRunning: Bool { process.isRunning }
  var status: Int32 { process.terminationStatus }
  /// All that it has written so far.
  var output: Data { (try? Data(contentsOf: folder.appending(path: "out"))) ?? Data() }
  var text: String { String(decoding: output, as: UTF8.self) }

  /// Stops it, so that it answers nothing and is still there.
  func stop() {
    _ = Foundation.kill(process.processIdentifier, SIGSTOP)
  }

  /// Ends it at once, as a crash would.
  func kill() {
    guard process.isRunning else { return }
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
