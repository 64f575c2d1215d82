internal import ChatClient
internal import Framing
internal import Widgets
internal import X11

/// The window that asks which room to join.
final class JoinWindow {
  var onJoin: ((Peer) -> Void)?
  private(set) var isOpen = true

  private let window: TopLevelWindow
  private let view = JoinView()

  init(on display: DisplayConnection) {
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: "Join a room — Banter", instanceName: "join", role: "join",
        size: Size(width: 320, height: 170), minimumSize: Size(width: 240, height: 150),
        icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.entry)
    window.onCloseRequest = { [unowned self] in close() }
    view.onCancel = { [unowned self] in close() }
    view.onJoin = { [unowned self] in join($0) }
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
