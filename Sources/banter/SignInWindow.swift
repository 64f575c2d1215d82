internal import ChatClient
internal import Framing
internal import Transport
internal import Widgets
internal import X11

/// The window that asks for a name and a router.
final class SignInWindow {
  /// The name and the router to try.
  var onSignIn: ((_ name: String, _ destination: Destination) -> Void)?
  /// The person wants a router on this computer.
  var onStartRouter: (() -> Void)?
  var onClosed: (() -> Void)?

  private let window: TopLevelWindow
  private let view: SignInView

  init(name: String, router: String, on display: DisplayConnection) {
    view = SignInView(name: name, router: router)
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: "Sign in — Banter", instanceName: "sign-in", role: "sign-in",
        size: Size(width: 340, height: 260), minimumSize: Size(width: 260, height: 220),
        icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.nameEntry)
    window.onCloseRequest = { [unowned self] in cancel() }
    view.onCancel = { [unowned self] in cancel() }
    view.onSignIn = { [unowned self] in submit(name: $0, router: $1) }
    view.onStartRouter = { [unowned self] in onStartRouter?() }
    window.tree.onUnusedKey = { [unowned self] in handle($0) }
  }

  func show(at time: EventTime?) {
    window.show(at: time)
  }

  func show(_ text: String, isError: Bool, canStartRouter: Bool = false) {
    view.show(text, isError: isError, canStartRouter: canStartRouter)
  }

  /// Tries what stands in the two fields.
  func submit() {
    view.submit()
  }

  func close() {
    window.close()
  }

  private func cancel() {
    window.close()
    onClosed?()
  }

  private func handle(_ key: KeyEvent) -> Bool {
    guard key.modifiers == .control else { return false }
    guard key.symbol == .character("q") || key.symbol == .character("w") else { return false }
    cancel()
    return true
  }

  private func submit(name: String, router: String) {
    do {
      let parsed = try Name.parse(name)
      let place = try Destination.parse(router)
      onSignIn?(parsed.text, place)
    } catch let error as NameError {
      view.show(Wording.text(for: error), isError: true)
    } catch {
      view.show("\(error)", isError: true)
    }
  }
}
