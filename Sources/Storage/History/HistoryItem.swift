/// One message of a conversation, as this computer keeps it.
package struct HistoryItem: Hashable, Sendable {
  /// Whose it is.
  package enum Kind: Hashable, Sendable {
    case own(Delivery)
    case peer(name: String)
  }

  /// How far one's own message has come.
  package enum Delivery: Int64, Comparable, Sendable {
    /// The router did not take it; the reason was told then.
    case failed = -1
    /// It waits here for the router.
    case queued
    /// The router has it on its disk.
    case sent
    /// A device of its reader has it.
    case delivered
    case read

    package static func < (a: Delivery, b: Delivery) -> Bool { a.rawValue < b.rawValue }
  }

  /// Which message; the same for ever, and no order.
  package let key: Int64
  package var kind: Kind
  package var text: String
  /// Milliseconds since 1970, UTC.
  package var time: Int64

  package init(key: Int64, kind: Kind, text: String, time: Int64) {
    self.key = key
    self.kind = kind
    self.text = text
    self.time = time
  }

  package var isOwn: Bool {
    if case .own = kind { true } else { false }
  }
}
