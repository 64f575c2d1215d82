/// A room; below 0, so that it is no user's number.
package struct RoomID: Hashable, Sendable {
  package let rawValue: Int64

  /// Everybody's.
  package static let everyone = RoomID(rawValue: -1)

  package init(rawValue: Int64) { self.rawValue = rawValue }
}
