internal import ChatClient
internal import Framing
internal import Widgets
internal import X11

/// The window with the keys of somebody one talks with.
final class PeerKeyWindow: DialogWindow {
  let dialog: Dialog
  let view: PeerKeyView
  var onCompare: ((_ pins: [Pin]) -> Void)?

  init(of peer: Peer, own: Pin?, on display: DisplayConnection) {
    view = PeerKeyView(name: peer.title, own: own)
    dialog = Dialog(
      title: "The key of \(peer.title)", name: "peer-key", showing: view, focus: view.text,
      size: Size(width: 520, height: 480), minimumSize: Size(width: 420, height: 300), on: display)
    view.onClose = { [unowned self] in close() }
    view.onCompare = { [unowned self] in onCompare?($0) }
  }
}
