import CXlib
import Widgets

extension EventTime {
  /// The time of an X event.
  init(_ time: Time) {
    self.init(milliseconds: UInt32(truncatingIfNeeded: time))
  }

  /// Whether this time comes before another; half of the 49 days that it counts is before any.
  func isEarlier(than other: EventTime) -> Bool {
    Int32(bitPattern: milliseconds &- other.milliseconds) < 0
  }
}
