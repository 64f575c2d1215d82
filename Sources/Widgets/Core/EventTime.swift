/// The X server's time of an event, in milliseconds; it wraps after 49 days.
package struct EventTime: Hashable, Sendable {
  package let milliseconds: UInt32

  package init(milliseconds: UInt32) {
    self.milliseconds = milliseconds
  }

  /// No event: for what no person did.
  package static let none = EventTime(milliseconds: 0)
}
