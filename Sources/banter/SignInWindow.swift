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
        size: Size(width: 400, height: 320), minimumSize: Size(width: 300, height: 260),
        icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.nameEntry)
    window.onCloseRequest = { [unowned self] in cancel() }
    view.onCancel = { [unowned self] in cancel() }
    view.onSignIn = { [unowned self] in submit(name: $0, router: $1, code: $2) }
    view.onStartRouter = { [unowned self] in onStartRouter?() }
    window.tree.onUnusedKey = { [unowned self] in handle($0) }
  }

  func show(at time: EventTime?) {
    window.show(at: time)
  }

  func show(_ text: String, isError: Bool) {
    view.show(text, isError: isError)
  }

  /// Says why a person was not signed in, and offers what helps.
  func show(_ failure: AccountFailure, at router: HostPort) {
    view.show(
      failure.description, isError: true,
      canStartRouter: failure.isNobodyListening && router.listenAddressHere != nil,
      takesCode: failure.isHelpedByCode)
  }

  /// Tries what stands in the two fields.
  func submit() {
    view.submit()
  }

  func close() {
    window.close()
  }

  private static func isForAnother(_ name: Name) -> String {
    "This invitation is for \(name.text). Sign in once more to come by that name."
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

  private func submit(name: String, router: String, code: String) {
    do {
      var place = try Destination.parse(router)
      place.code = code.isEmpty ? nil : code
      let parsed = try Name.parse(name)
      if let invited = try place.invitation?.name.map(Name.parse), invited != parsed {
        view.nameEntry.text = invited.text
        view.show(SignInWindow.isForAnother(invited), isError: true)
      } else {
        onSignIn?(parsed.text, place)
      }
    } catch let error as NameError {
      view.show(Wording.text(for: error), isError: true)
    } catch {
      view.show("\(error)", isError: true)
    }
  }
}
