package import Storage

/// What was said with one peer: a window on the history, which is on the disk.
///
/// It is the document; the `ChatView` that shows it owns none and reads it page by page. The messages
/// are numbered from 0, the oldest that is on this computer. What the program itself tells is a `Note`.
package final class Conversation {
  package typealias Item = HistoryItem

  /// Where a window stands: the message at its top, and how far that is above it.
  package struct Place: Hashable, Sendable {
    package var key: Int64
    package var shift: Int

    package init(key: Int64, shift: Int) {
      self.key = key
      self.shift = shift
    }
  }

  package let peer: Peer
  /// The last of what the program told here, for a window that opens.
  package private(set) var notes: [Note] = []
  /// Who is writing at the moment, by name.
  package private(set) var typing: [String] = []
  /// Whether the router may have messages older than all of these.
  package internal(set) var mayHaveOlder = false
  /// Whether a window shows it.
  package var isOpen: Bool { onAppend != nil }
  /// Whether it was told that the connection is lost.
  var wasCutOff = false

  /// The window's: a message was added at the end.
  package var onAppend: ((Item) -> Void)?
  /// The window's: the delivery or the time of one message has changed.
  package var onChange: ((Item) -> Void)?
  /// The window's: any number of one's own messages were delivered or read.
  package var onDelivery: (() -> Void)?
  /// The window's: messages were put before others, so that numbers have changed; keys have not.
  package var onRearrange: (() -> Void)?
  /// The window's: the router was asked for older messages and has none, or can't be asked.
  package var onOlderEnd: (() -> Void)?
  /// The window's: the program tells something.
  package var onNote: ((Note) -> Void)?
  /// The window's: `typing` has changed.
  package var onTyping: (() -> Void)?
  /// The window's: a text that could not be delivered is given back; answers whether there was room for it.
  package var onReturned: ((String) -> Bool)?
  /// The window's: where it stands, asked when that is to be kept; nil at the end.
  package var onPlace: (() -> Place?)?
  /// The session's: `unreadCount` has changed.
  var onUnreadChange: (() -> Void)?
  /// The session's: something was read, or typed, that the disk or the router should know.
  var onOwnChange: (() -> Void)?

  /// How many notes are kept.
  private static let noteMaximum = 50

  let history: History
  let thread: HistoryThread
  /// What stands in the entry, where the history does not have it yet.
  private var newDraft: String?
  /// Whether its window stands elsewhere than the history has it.
  private var hasMoved = false

  /// Makes the conversation with a peer.
  ///
  /// - Parameters:
  ///   - peer: With whom.
  ///   - history: Where it is kept.
  package init(with peer: Peer, in history: History) {
    self.peer = peer
    self.history = history
    thread = history.thread(with: peer.id, address: peer.address)
  }

  /// Messages of others that were not read, as many as are counted.
  package var unreadCount: Int { thread.unread }

  /// When the newest message was said, in milliseconds since 1970, UTC; nil where there is none.
  package var lastTime: Int64? { thread.lastTime }

  /// What stands in the entry and was not sent; it is kept on the disk soon after each change.
  package var draft: String {
    get { newDraft ?? thread.draft }
    set {
      guard newValue != draft else { return }
      newDraft = newValue
      onOwnChange?()
    }
  }

  /// Where its window stood last; nil at the end.
  package var place: Place? { thread.top.map { Place(key: $0.key, shift: Int($0.shift)) } }

  /// The window shows another part; where it stands is kept on the disk soon after.
  package func moved() {
    guard !hasMoved else { return }
    hasMoved = true
    onOwnChange?()
  }

  /// Keeps where the window stands, with the history's next commit.
  package func keepPlace() {
    hasMoved = false
    guard let onPlace else { return }
    let top = onPlace().map { HistoryThread.Top(key: $0.key, shift: Int64($0.shift)) }
    history.setTop(top, in: thread)
  }

  /// Whether the history has an older draft or place than this one.
  var hasNewDraft: Bool { newDraft != nil || hasMoved }

  /// Gives the draft and the place to the history, to be kept with its next commit.
  func keepDraft() {
    if hasMoved { keepPlace() }
    guard let newDraft else { return }
    history.setDraft(newDraft, in: thread)
    self.newDraft = nil
  }

  /// All that is here has been read.
  package func markRead() {
    guard history.markRead(thread) else { return }
    onUnreadChange?()
    onOwnChange?()
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

  /// Tells something in the conversation.
  package func tell(_ note: Note) {
    if notes.count == Self.noteMaximum { notes.removeFirst() }
    notes.append(note)
    onNote?(note)
  }

  func setTyping(_ names: [String]) {
    guard names != typing else { return }
    typing = names
    onTyping?()
  }
}
