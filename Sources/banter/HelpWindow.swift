internal import ChatClient
internal import Widgets
internal import X11

/// The window that shows the keys: one for the program, opened by F1 in any other.
final class HelpWindow: DialogWindow {
  let dialog: Dialog
  private let view = HelpView()

  init(on display: DisplayConnection) {
    dialog = Dialog(
      title: "Keys", name: "help", showing: view, focus: view.text,
      size: Size(width: 460, height: 480), minimumSize: Size(width: 200, height: 140), on: display)
    view.onClose = { [unowned self] in close() }
  }
}
