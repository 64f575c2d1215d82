internal import Widgets
internal import X11

/// What fills a dialog and answers its buttons.
protocol DialogWindow: AnyObject {
  var dialog: Dialog { get }
}

extension DialogWindow {
  var isOpen: Bool { dialog.isOpen }

  /// Opens it, or brings it to the front.
  func show(at time: EventTime) { dialog.show(at: time) }

  func close() { dialog.close() }
}
