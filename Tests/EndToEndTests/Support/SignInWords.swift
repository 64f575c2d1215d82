import ChatClient
import Glibc
import Widgets
import X11

/// What the sign-in window of a program tells a person, word for word.
///
/// A window has no text that another program could read. So the same toolkit draws the same view in a window of
/// the test's own, with the words of the test: where the pixels are the same a person reads just these.
final class SignInWords {
  private let desk: Desk
  private let asking: DeskWindow
  private let display: DisplayConnection
  private let view = SignInView(name: "", router: "")
  private let window: TopLevelWindow

  /// - Parameters:
  ///   - asking: The window of the program.
  ///   - takesCode: Whether it asks for a code as well.
  ///   - desk: Where both are.
  /// - Throws: `DisplayError`.
  init(of asking: DeskWindow, takesCode: Bool = false, desk: Desk) throws {
    (self.desk, self.asking) = (desk, asking)
    var options = DisplayOptions()
    options.name = desk.screen.name
    display = try DisplayConnection(options: options, programName: "banter") { _, action in
      // Nothing here blinks or scrolls.
      ScheduledTimer(action: action, onCancel: {})
    }
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: "what should be said", instanceName: "expected", role: "expected",
        size: Size(width: asking.width, height: asking.height)), root: view, on: display)
    view.show("", isError: true, takesCode: takesCode)
    window.show(at: EventTime.none)
  }

  deinit {
    window.close()
    display.close()
  }

  /// Waits until the program's window says this as what went wrong, and has nothing else below its fields.
  func waitFor(_ words: String) throws {
    let before = drawn()
    view.show(words, isError: true)
    let wanted = try eventually("“\(words)” in a window of the test's own") {
      turn()
      return drawn().flatMap { $0 == before ? nil : $0 }
    }
    try desk.activate(asking)
    try eventually("“\(words)” in the sign-in window") {
      turn()
      return part(of: asking) == wanted
    }
  }

  /// What the window of the test's own shows; nil where it is not there yet.
  private func drawn() -> Pixels? {
    desk.windows("expected").first.flatMap(part)
  }

  /// What stands below the fields.
  private func part(of window: DeskWindow) -> Pixels? {
    let top = max(view.routerEntry.bounds.maxY, view.codeEntry.bounds.maxY)
    return desk.screen.pixels(
      of: window, x: 0, y: top, width: window.width, height: window.height - top)
  }

  private func turn() {
    while display.prepareToWait() {}
    var descriptor = pollfd(fd: display.fileDescriptor, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&descriptor, 1, 5)
  }
}
