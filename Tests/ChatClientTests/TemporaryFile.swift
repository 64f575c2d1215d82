import Foundation

/// A place for a history, removed with its owner.
final class TemporaryFile {
  private let folder = NSTemporaryDirectory() + "banter-client-" + UUID().uuidString
  var path: String { folder + "/alice.sqlite" }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }
}
