import Foundation

/// A path that nobody else has; what lies there goes with this value.
final class TemporaryFile {
  let path = NSTemporaryDirectory() + "/banterd-\(UUID().uuidString.prefix(13))"

  init() {}

  init(_ text: String) throws { try write(text) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
