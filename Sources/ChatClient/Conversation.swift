/// INTERIM
package final class Conversation {
  package struct Item: Hashable, Sendable {
    package enum Delivery: Hashable, Sendable, Comparable {
      case failed, queued, sent, delivered, read
    }
    package enum Kind: Hashable, Sendable {
      case own(Delivery)
      case peer(name: String)
    }
    package let key: Int64
    package var kind: Kind
    package var text: String
    package var time: Int64
    package init(key: Int64, kind: Kind, text: String, time: Int64) {
      self.key = key
      self.kind = kind
      self.text = text
      self.time = time
    }
  }
  package struct Note: Hashable, Sendable {
    package var text: String
    package var isError: Bool
    package var time: Int64
    package init(text: String, isError: Bool, time: Int64) {
      self.text = text
      self.isError = isError
      self.time = time
    }
  }

  package let peer: Peer
  package var all: [Item] = []
  package var notes: [Note] = []
  package var count: Int { all.count }
  package func items(from number: Int, limit: Int) -> [Item] {
    Array(all.dropFirst(max(0, number)).prefix(max(0, limit)))
  }
  package func latest(_ limit: Int) -> [Item] { Array(all.suffix(limit)) }
  package func number(of key: Int64) -> Int? { all.firstIndex { $0.key == key } }
  package func item(_ key: Int64) -> Item? { all.first { $0.key == key } }
  package var mayHaveOlder = false
  package var onOlderEnd: (() -> Void)?
  package var onAppend: ((Item) -> Void)?
  package var onChange: ((Item) -> Void)?
  package var onDelivery: (() -> Void)?
  package var onRearrange: (() -> Void)?
  package var onNote: ((Note) -> Void)?
  package var onUnreadChange: (() -> Void)?
  package var onReturned: ((String) -> Bool)?
  package var onTyping: (() -> Void)?
  package var typing: [String] = []
  package var unreadCount = 0
  package var firstUnread: Int64?
  package var draft = ""
  package var place: (key: Int64, shift: Int)?
  package var isOpen: Bool { onAppend != nil }
  package var lastTime: Int64? { all.last?.time }
  var wasCutOff = false

  package init(with peer: Peer) {
    self.peer = peer
  }

  @discardableResult
  package func append(_ kind: Item.Kind, _ text: String, time: Int64) -> Item {
    let item = Item(key: Int64(all.count + 1), kind: kind, text: text, time: time)
    all.append(item)
    if case .peer = kind {
      unreadCount += 1
      if firstUnread == nil { firstUnread = item.key }
    }
    onAppend?(item)
    return item
  }

  package func note(_ text: String, isError: Bool, time: Int64) {
    notes.append(Note(text: text, isError: isError, time: time))
    onNote?(notes[notes.count - 1])
  }

  package func setDelivery(_ delivery: Item.Delivery, of key: Int64) {
    guard let index = number(of: key) else { return }
    all[index].kind = .own(delivery)
    onChange?(all[index])
  }

  package func search(_ text: String, limit: Int) -> [SearchHit] {
    Array(
      all.reversed().filter { $0.text.lowercased().contains(text.lowercased()) }.prefix(limit).map {
        SearchHit(peer: peer, item: $0)
      })
  }

  package func markRead() {
    guard unreadCount > 0 else { return }
    unreadCount = 0
    firstUnread = nil
    onUnreadChange?()
  }

  package func giveBack(_ text: String) -> Bool {
    if let onReturned { return onReturned(text) }
    guard draft.isEmpty else { return false }
    draft = text
    return true
  }
}

package struct SearchHit: Hashable, Sendable {
  package let peer: Peer
  package let item: Conversation.Item
}
