import Foundation
import Testing

/// A disk for one router that refuses what is written while a test wants it to.
final class FailingDisk {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "banter-disk-" + UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../FailingDisk/failing-disk.c").standardized.path
    let built = try SystemTool.run("/usr/bin/cc", ["-shared", "-fPIC", "-o", library, source])
    #expect(built == 0)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private var library: String { folder.appending(path: "disk.so").path }
  private var switchFile: URL { folder.appending(path: "fails") }

  /// What the router is started with.
  var launcher: [String] {
    ["/usr/bin/env", "LD_PRELOAD=\(library)", "FAILING_DISK=\(switchFile.path)"]
  }

  /// Has every write fail from now on.
  ///
  /// - Parameter number: With this `errno`.
  /// - Throws: Where the switch can't be set.
  func fail(with number: Int32) throws {
    try Data("\(number)".utf8).write(to: switchFile, options: .atomic)
  }

  func recover() throws { try FileManager.default.removeItem(at: switchFile) }
}
