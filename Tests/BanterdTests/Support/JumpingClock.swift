import Foundation
import Testing

/// A wall clock for one router that a test sets as it likes.
final class JumpingClock {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "banter-clock-" + UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../JumpingClock/jumping-clock.c").standardized.path
    try jump(to: 0)
    #expect(try SystemTool.run("/usr/bin/cc", ["-shared", "-fPIC", "-o", library, source]) == 0)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private var library: String { folder.appending(path: "clock.so").path }
  private var file: URL { folder.appending(path: "offset") }

  /// What the router is started with.
  var launcher: [String] {
    ["/usr/bin/env", "LD_PRELOAD=\(library)", "JUMPING_CLOCK=\(file.path)"]
  }

  /// Sets it to so many seconds after the true time.
  func jump(to seconds: Int) throws {
    try Data("\(seconds * 1_000)".utf8).write(to: file, options: .atomic)
  }
}
