internal import ChatClient
internal import Widgets
internal import X11

/// The window that shows the keys: one for the program, opened by F1 in any other.
final class HelpWindow {
  private let window: TopLevelWindow
  private let view = HelpView()
  private(set) var isOpen = true

  init(on display: DisplayConnection) {
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: "Keys — Banter", instanceName: "help", role: "help",
        size: Size(width: 460, height: 480), minimumSize: Size(width: 200, height: 140),
        icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.text)
    window.onCloseRequest = { [unowned self] in close() }
    view.onClose = { [unowned self] in close() }
  }

  /// Opens it, or brings it to the front.
  func show(at time: EventTime) {
    window.isMapped ? window.raise(at: time) : window.show(at: time)
  }

  func close() {
    isOpen = false
    window.close()
  }
}
