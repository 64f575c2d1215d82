internal import ChatClient
internal import Framing
internal import Widgets
internal import X11

/// The window that asks which room to join.
final class JoinWindow: DialogWindow {
  let dialog: Dialog
  var onJoin: ((Peer) -> Void)?

  private let view = JoinView()

  init(on display: DisplayConnection) {
    dialog = Dialog(
      title: "Join a room", name: "join", showing: view, focus: view.entry,
      size: Size(width: 320, height: 170), minimumSize: Size(width: 240, height: 150), on: display)
    view.onCancel = { [unowned self] in close() }
    view.onJoin = { [unowned self] in join($0) }
  }

  private func join(_ text: String) {
    do throws(NameError) {
      onJoin?(try JoinWindow.room(named: text))
      close()
    } catch {
      view.show(problem: Wording.text(for: error))
    }
  }

  /// The room of a name with or without its `#`.
  ///
  /// - Throws: What is wrong with the name.
  static func room(named text: String) throws(NameError) -> Peer {
    let name = text.hasPrefix("#") ? text : "#" + text
    return Peer(try RoomName.parse(name).text)
  }
}
