internal import Widgets
internal import X11

/// A top-level window that is asked for, used and closed: the keys, a search, a room to join.
final class Dialog {
  private(set) var isOpen = true
  /// The window was closed, by its person or by `close`.
  var onClosed: (() -> Void)?

  private let window: TopLevelWindow

  /// Makes the window; `show` puts it on the screen.
  ///
  /// - Parameters:
  ///   - title: What it is for, without the program's name.
  ///   - name: Its instance name and role, for resources and window managers.
  ///   - root: What it shows.
  ///   - focus: Where keys go at first.
  ///   - size: At first, in units of 1/96 inch.
  ///   - minimumSize: The least that shows everything, in the same units.
  ///   - display: Where.
  init(
    title: String, name: String, showing root: any Widget, focus: any Widget, size: Size,
    minimumSize: Size, on display: DisplayConnection
  ) {
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: "\(title) — Banter", instanceName: name, role: name, size: size,
        minimumSize: minimumSize, icon: Icon.allSizes),
      root: root, on: display)
    window.tree.focus(focus)
    window.onCloseRequest = { [unowned self] in close() }
  }

  /// Opens it, or brings it to the front.
  func show(at time: EventTime) {
    window.isMapped ? window.raise(at: time) : window.show(at: time)
  }

  func close() {
    guard isOpen else { return }
    isOpen = false
    window.close()
    onClosed?()
  }
}
