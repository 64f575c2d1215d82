import Foundation

/// Waiting for a condition, for ten seconds at the most.
enum Deadline {
  static func wait(_ condition: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(10)
    while !condition() {
      guard Date() < end else { return false }
      usleep(2_000)
    }
    return true
  }
}
