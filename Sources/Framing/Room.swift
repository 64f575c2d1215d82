/// The rooms that the router itself knows.
package enum Room {
  /// Everybody who speaks version 2 or the legacy protocol is in this one.
  package static let everyone = "#everyone"

  /// Whether `to` is that room; like names, in any case.
  package static func isEveryone(_ to: String) -> Bool {
    to.utf8.count == everyone.utf8.count && to.lowercased() == everyone
  }

  /// Whether `to` is that room, as it is written most often; nothing else is looked for.
  package static func isEveryone(_ to: Span<UInt8>) -> Bool {
    to.count == 9 && to[0] == UInt8(ascii: "#")
      && to.word(at: 1) == 0x656E_6F79_7265_7665  // "everyone"
  }
}
