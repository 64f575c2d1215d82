import Foundation
import TestSupport

/// A program that a test runs beside it, with files for its input and output so that neither can block.
final class TestTool {
  private let process: TestProcess
  private let folder: URL

  init(_ path: String, _ arguments: [String], input: Data, environment: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "banter-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try input.write(to: folder.appending(path: "in"))
    try Data().write(to: folder.appending(path: "out"))
    let input = try FileHandle(forReadingFrom: folder.appending(path: "in"))
    let output = try FileHandle(forWritingTo: folder.appending(path: "out"))
    process = try TestProcess(
      path, arguments, environment: environment, input: .descriptor(input.fileDescriptor),
      output: .descriptor(output.fileDescriptor))
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(at: folder)
  }

  var isRunning: Bool { process.isRunning }
  /// All that it has written so far.
  var output: Data { (try? Data(contentsOf: folder.appending(path: "out"))) ?? Data() }
  var text: String { String(decoding: output, as: UTF8.self) }

  /// Stops it, so that it answers nothing and is still there.
  func stop() {
    process.send(SIGSTOP)
  }

  /// Lets it go on after `stop`.
  func resume() {
    process.send(SIGCONT)
  }

  /// Ends it at once, as a crash would.
  func kill() {
    process.kill()
  }
}
