import Foundation
import Glibc
import Testing

/// A file system of its own for one router, in memory and so small that a test can fill it.
///
/// It is seen by the router alone, which must be asked for its way in.
final class SmallDisk {
  private let mountPoint = TemporaryFile()
  private static let size = "4m"

  /// Whether this user may make one.
  static let isPossible =
    (try? SystemTool.run(
      "/usr/bin/env", ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/tmp"])) == 0

  init() throws {
    try FileManager.default.createDirectory(
      atPath: mountPoint.path, withIntermediateDirectories: true)
  }

  /// The folder on it, as the router sees it.
  var path: String { mountPoint.path + "/state" }

  /// What the router is started with.
  var launcher: [String] {
    let script = "mount -t tmpfs -o size=\(Self.size),mode=0700 none \"$0\" && exec \"$@\""
    return ["/usr/bin/env", "unshare", "-rm", "/bin/sh", "-c", script, mountPoint.path]
  }

  /// Takes all the room that is left.
  func fill(of router: TestRouter) throws {
    let file = unsafe open(filler(router), O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    try #require(file >= 0, "the disk of the router can't be reached: \(errno)")
    defer { close(file) }
    for size in [65_536, 1] {
      let bytes = [UInt8](repeating: 0x78, count: size)
      while unsafe write(file, bytes, size) > 0 {}
    }
    try #require(errno == ENOSPC)
  }

  /// Gives the room back.
  func empty(of router: TestRouter) throws {
    try #require(unsafe unlink(filler(router)) == 0)
  }

  private func filler(_ router: TestRouter) -> String {
    "/proc/\(router.pid)/root\(mountPoint.path)/filler"
  }
}
