/// What was said with one peer since the program started, and what is not yet read of it.
///
/// It is the document; the `ChatView` that shows it owns none.
package final class Conversation {
  /// One entry of the transcript.
  package struct Line: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case own
      case peer(name: String)
      /// Joins, leaves, the state of the connection.
      case notice
      case error
    }

    package var kind: Kind
    package var text: String
    /// Milliseconds since 1970, UTC.
    package var time: Int64

    package init(kind: Kind, text: String, time: Int64) {
      self.kind = kind
      self.text = text
      self.time = time
    }
  }

  package let peer: Peer
  package private(set) var lines: [Line] = []
  /// Messages that came while no window with the focus showed them.
  package private(set) var unreadCount = 0
  /// Whether a window shows it.
  package var isOpen: Bool { onAppend != nil }
  /// Whether it was told that the connection is lost.
  var wasCutOff = false
  /// What stood in the entry when its window was closed.
  package var draft = ""

  /// The window's: a line was added.
  package var onAppend: ((Line) -> Void)?
  /// The window's and the roster's: `unreadCount` changed.
  package var onUnreadChange: (() -> Void)?
  /// The window's: a text that could not be delivered is given back; answers whether there was room for it.
  package var onReturned: ((String) -> Bool)?

  package init(with peer: Peer) {
    self.peer = peer
  }

  package func append(_ line: Line) {
    lines.append(line)
    onAppend?(line)
  }

  package func countUnread() {
    unreadCount += 1
    onUnreadChange?()
  }

  package func markRead() {
    guard unreadCount > 0 else { return }
    unreadCount = 0
    onUnreadChange?()
  }

  /// Gives a text back that could not be delivered, to the window's entry or to the draft.
  ///
  /// - Returns: Whether it is kept there; what stands there already is not overwritten.
  package func giveBack(_ text: String) -> Bool {
    if let onReturned { return onReturned(text) }
    guard draft.isEmpty else { return false }
    draft = text
    return true
  }
}
