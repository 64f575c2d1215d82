import Foundation

/// Waiting for a condition, for ten seconds at the most, or longer where `BANTER_TEST_PATIENCE` says so:
/// under a sanitizer everything takes its time.
enum Deadline {
  static let seconds =
    ProcessInfo.processInfo.environment["BANTER_TEST_PATIENCE"].flatMap(Int.init) ?? 10

  static func wait(_ condition: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(TimeInterval(seconds))
    while !condition() {
      guard Date() < end else { return false }
      usleep(2_000)
    }
    return true
  }
}
