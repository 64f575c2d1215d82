internal import ChatClient
internal import Widgets
internal import X11

/// The window of one conversation.
final class ChatWindow {
  let conversation: Conversation
  let view: ChatView
  /// The window was closed, by its person or by `close`.
  var onClosed: (() -> Void)?

  private let window: TopLevelWindow

  init(showing conversation: Conversation, on display: DisplayConnection) {
    self.conversation = conversation
    view = ChatView(showing: conversation, time: .here)
    let hasMembers = view.members != nil
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: ChatWindow.title(of: conversation), instanceName: "chat", role: "chat",
        size: Size(width: hasMembers ? 600 : 480, height: 360),
        minimumSize: Size(width: hasMembers ? 300 : 200, height: 160), icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.entry)
    window.onCloseRequest = { [unowned self] in close() }
    window.onFocusChange = { [unowned self] in focusChanged(to: $0) }
    view.onClose = { [unowned self] in close() }
  }

  /// Opens the window, or brings it to the front.
  ///
  /// - Parameter time: When the person asked for it; `.none` for a window that a message opens, which
  ///   then does not take the focus.
  func show(at time: EventTime) {
    if time == .none {
      window.show(at: time)
    } else {
      window.raise(at: time)
    }
  }

  /// Takes notice of a message that came: unread and urgent unless the person looks at it.
  func messageArrived() {
    if window.isFocused {
      conversation.markRead()
    } else {
      window.requestAttention()
    }
  }

  /// Shows how many messages wait, and of whom to beware.
  func refresh(warning: PeerWarning?) {
    window.title = ChatWindow.title(of: conversation, warning: warning)
    view.show(warning: warning)
  }

  func close() {
    guard conversation.isOpen else { return }
    view.detach(from: conversation)
    window.close()
    onClosed?()
  }

  private func focusChanged(to isFocused: Bool) {
    view.isWatched = isFocused
    if isFocused { conversation.markRead() }
  }

  private static func title(
    of conversation: Conversation, warning: PeerWarning? = nil
  ) -> String {
    let unread = conversation.unreadCount
    let name = conversation.peer.title + (warning.map { " (\($0.short))" } ?? "")
    return (unread > 0 ? "(\(unread)) " : "") + name + " — Banter"
  }
}
