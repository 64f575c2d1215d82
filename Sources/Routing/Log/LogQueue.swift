/// What came in a wake-up and is to be put into the log, in order.
package struct LogQueue: Hashable, Sendable {
  package internal(set) var items: [LogItem] = []

  /// The texts of the messages.
  package internal(set) var bytes: [UInt8] = []

  package init() {}

  package var isEmpty: Bool { items.isEmpty }

  /// Adds a text, which is a literal of JSON already.
  mutating func append(_ literal: Span<UInt8>) -> Range<Int> {
    let start = bytes.count
    bytes.append(addingCapacity: literal.count) { tail in
      for index in literal.indices { tail.append(literal[index]) }
    }
    return start..<bytes.count
  }

  package mutating func removeAll() {
    items.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
