/// What is kept of one conversation besides its messages.
///
/// The messages are numbered without gaps, so that the scroll bar knows how many there are and any page
/// of them is found at once. What was delivered and read is a number too: up to it, all were.
package final class HistoryThread {
  /// The lower, the longer there is something with the peer.
  package let id: Int64
  /// What tells the peer from others.
  package let peer: String
  /// How the wire writes the peer.
  package let address: String

  /// The number of the first message, and the one that the next will have.
  var first: Int64 = 0
  var next: Int64 = 0
  /// When the newest was said, in milliseconds since 1970, UTC; nil where nothing was.
  package internal(set) var lastTime: Int64?
  /// Up to where this person has read, and up to where the router was told so.
  var read: Int64 = -1
  var told: Int64 = -1
  /// Up to where one's own messages were delivered, and read.
  var delivered: Int64 = -1
  var seen: Int64 = -1
  /// What was typed and not sent.
  package internal(set) var draft = ""
  /// Where its window stood; nil at the end.
  package internal(set) var top: Top?
  /// Messages of others behind `read`, as many as are counted.
  package internal(set) var unread = 0

  /// The message at the top of a window, and how many pixels of it were above that.
  package struct Top: Hashable, Sendable {
    package let key: Int64
    package let shift: Int64

    package init(key: Int64, shift: Int64) {
      self.key = key
      self.shift = shift
    }
  }

  init(id: Int64, peer: String, address: String) {
    self.id = id
    self.peer = peer
    self.address = address
  }

  /// How many messages there are.
  package var count: Int { Int(next - first) }

  func delivery(of row: HistoryRow) -> HistoryItem.Delivery {
    guard row.delivery == .sent else { return row.delivery }
    return row.number <= seen ? .read : row.number <= delivered ? .delivered : .sent
  }

  func item(_ row: HistoryRow) -> HistoryItem {
    HistoryItem(
      key: row.key, kind: row.author.map { .peer(name: $0) } ?? .own(delivery(of: row)),
      text: row.text, time: row.time)
  }
}
