internal import ChatClient
internal import Widgets
internal import X11

/// The window of one conversation.
final class ChatWindow {
  let conversation: Conversation
  /// The window was closed, by its person or by `close`.
  var onClosed: (() -> Void)?
  var onSubmit: ((String) -> Bool)?
  /// A key was pressed in the entry.
  var onActivity: (() -> Void)?

  private let window: TopLevelWindow
  private let view: ChatView

  init(
    showing conversation: Conversation, on display: DisplayConnection,
    timeOfDay: @escaping (Int64) -> String
  ) {
    self.conversation = conversation
    view = ChatView(showing: conversation, timeOfDay: timeOfDay)
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: ChatWindow.title(of: conversation), instanceName: "chat", role: "chat",
        size: Size(width: 480, height: 360), minimumSize: Size(width: 200, height: 140),
        icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.entry)
    window.onCloseRequest = { [unowned self] in close() }
    window.onFocusChange = { [unowned self] in focusChanged(to: $0) }
    view.onClose = { [unowned self] in close() }
    view.onSubmit = { [unowned self] in onSubmit?($0) ?? false }
    view.onActivity = { [unowned self] in onActivity?() }
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
    guard !window.isFocused else { return conversation.markRead() }
    window.requestAttention()
  }

  func refreshTitle() {
    window.title = ChatWindow.title(of: conversation)
  }

  func close() {
    guard conversation.isOpen else { return }
    view.detach(from: conversation)
    window.close()
    onClosed?()
  }

  private func focusChanged(to isFocused: Bool) {
    if isFocused { conversation.markRead() }
  }

  private static func title(of conversation: Conversation) -> String {
    let unread = conversation.unreadCount
    return (unread > 0 ? "(\(unread)) " : "") + conversation.peer.title + " — Banter"
  }
}
