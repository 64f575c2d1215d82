internal import ChatClient
internal import Widgets
internal import X11

/// The window that searches all conversations of one person.
final class SearchWindow: DialogWindow {
  let dialog: Dialog
  var onOpen: ((SearchHit) -> Void)?

  private let view = SearchView(time: .here)

  init(over session: ClientSession, on display: DisplayConnection) {
    dialog = Dialog(
      title: "Find", name: "search", showing: view, focus: view.entry,
      size: Size(width: 440, height: 400), minimumSize: Size(width: 240, height: 160), on: display)
    view.onClose = { [unowned self] in close() }
    view.onSearch = { [unowned session] in session.search($0, limit: $1) }
    view.onOpen = { [unowned self] in onOpen?($0) }
  }
}
