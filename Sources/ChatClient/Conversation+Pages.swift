internal import Storage

extension Conversation {
  /// How many messages there are on this computer.
  package var count: Int { thread.count }

  /// A stretch of the messages, the oldest first.
  ///
  /// - Parameters:
  ///   - number: How many are before it.
  ///   - limit: How many it has at the most.
  /// - Returns: What there is of it.
  package func items(from number: Int, limit: Int) -> [Item] {
    history.items(in: thread, from: number, limit: limit)
  }

  /// The newest messages, the oldest of them first.
  package func latest(_ limit: Int) -> [Item] {
    items(from: max(0, count - limit), limit: limit)
  }

  /// The messages right before one, the oldest first.
  package func before(_ key: Int64, limit: Int) -> [Item] {
    guard let number = number(of: key) else { return [] }
    let start = max(0, number - limit)
    return items(from: start, limit: number - start)
  }

  /// The messages right after one, the oldest first.
  package func after(_ key: Int64, limit: Int) -> [Item] {
    number(of: key).map { items(from: $0 + 1, limit: limit) } ?? []
  }

  /// How many messages are before this one; nil where it is not here.
  package func number(of key: Int64) -> Int? { history.number(of: key, in: thread) }

  /// A message as it is now.
  package func item(_ key: Int64) -> Item? { history.item(key, in: thread) }

  /// The first message of others that was not read, where reading stopped; nil where all were.
  package var firstUnread: Int64? { history.firstUnread(in: thread) }

  /// Finds messages of this conversation, the newest first.
  ///
  /// - Parameters:
  ///   - text: Words, the last of them perhaps unfinished.
  ///   - limit: How many are wanted at the most.
  /// - Returns: Where they are.
  package func search(_ text: String, limit: Int) -> [SearchHit] {
    history.search(text, in: thread, limit: limit).map { SearchHit(peer: peer, item: $0.item) }
  }
}
