/// The rooms that the router itself knows.
package enum Room {
  /// Everybody who speaks version 2 or the legacy protocol is in this one.
  package static let everyone = "#everyone"

  /// Whether `to` is that room; like names, in any case.
  package static func isEveryone(_ to: String) -> Bool {
    to.utf8.count == everyone.utf8.count && to.lowercased() == everyone
  }
}
