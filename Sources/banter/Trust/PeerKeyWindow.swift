internal import ChatClient
internal import Framing
internal import Widgets
internal import X11

/// The window with the keys of somebody one talks with.
final class PeerKeyWindow {
  let view: PeerKeyView
  var onCompare: ((_ pins: [Pin]) -> Void)?
  /// The window was closed, by its person or by `close`.
  var onClosed: (() -> Void)?

  private let window: TopLevelWindow
  private var isOpen = true

  init(of peer: Peer, own: Pin?, on display: DisplayConnection) {
    view = PeerKeyView(name: peer.title, own: own)
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: "The key of \(peer.title) — Banter", instanceName: "peer-key", role: "peer-key",
        size: Size(width: 520, height: 480), minimumSize: Size(width: 420, height: 300),
        icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.text)
    window.onCloseRequest = { [unowned self] in close() }
    view.onClose = { [unowned self] in close() }
    view.onCompare = { [unowned self] in onCompare?($0) }
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
