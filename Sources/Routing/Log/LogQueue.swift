import Framing

/// What came in a wake-up and is to be put into the log, in order.
package struct LogQueue: Hashable, Sendable {
  package internal(set) var items: [LogItem] = []

  /// The texts of the messages, and their senders' marks.
  package internal(set) var bytes: [UInt8] = []

  package init() {}

  package var isEmpty: Bool { items.isEmpty }

  /// Adds a literal of JSON.
  mutating func append(_ literal: Span<UInt8>) -> Range<Int> {
    let start = bytes.count
    bytes.append(addingCapacity: literal.count) { tail in
      for index in literal.indices { tail.append(literal[index]) }
    }
    return start..<bytes.count
  }

  /// The mark that a message's sender gave it, as text; nil where there is none.
  package func mark(of posting: Posting) -> String? {
    posting.cid.isEmpty ? nil : ChatFields.text(of: bytes.span.extracting(posting.cid))
  }

  package mutating func removeAll() {
    items.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
