internal import ChatClient
internal import Widgets
internal import X11

/// The window that searches all conversations of one person.
final class SearchWindow {
  var onOpen: ((SearchHit) -> Void)?
  private(set) var isOpen = true

  private let window: TopLevelWindow
  private let view = SearchView(time: .here)

  init(over session: ClientSession, on display: DisplayConnection) {
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: "Find — Banter", instanceName: "search", role: "search",
        size: Size(width: 440, height: 400), minimumSize: Size(width: 240, height: 160),
        icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.entry)
    window.onCloseRequest = { [unowned self] in close() }
    view.onClose = { [unowned self] in close() }
    view.onSearch = { [unowned session] in session.search($0, limit: $1) }
    view.onOpen = { [unowned self] in onOpen?($0) }
  }

  /// Opens it, or brings it to the front.
  func show(at time: EventTime) {
    window.isMapped ? window.raise(at: time) : window.show(at: time)
  }

  func close() {
    guard isOpen else { return }
    isOpen = false
    window.close()
  }
}
