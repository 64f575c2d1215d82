internal import ChatClient
internal import Framing
internal import Transport
internal import Widgets
internal import X11

/// The window that asks whether the key of a router is to be trusted; to close it is to say no.
final class TrustWindow {
  var onAnswer: ((_ isTrusted: Bool) -> Void)?

  private let window: TopLevelWindow

  /// Makes the window; nil where there is nothing that a person could say.
  init?(about doubt: RouterDoubt, at router: HostPort, on display: DisplayConnection) {
    switch doubt {
    case .new(let pin):
      let view = FirstUseView(router: router.shortName, pin: pin)
      window = TrustWindow.window(
        "A new router", instanceName: "first-use", showing: view,
        size: Size(width: 460, height: 380), on: display)
      window.tree.focus(view.text)
      view.onTrust = { [unowned self] in onAnswer?(true) }
      view.onCancel = { [unowned self] in onAnswer?(false) }
    case .changed(let known, let shown):
      let view = ChangedKeyView(router: router.shortName, known: known, shown: shown)
      window = TrustWindow.window(
        "Beware: another key", instanceName: "changed-key", showing: view,
        size: Size(width: 520, height: 590), on: display)
      window.tree.focus(view.entry)
      view.onTrust = { [unowned self] in onAnswer?(true) }
      view.onStop = { [unowned self] in onAnswer?(false) }
    case .notAsInvited: return nil
    }
    window.onCloseRequest = { [unowned self] in onAnswer?(false) }
  }

  /// Opens it and asks for attention.
  ///
  /// - Parameter time: When the person did what led here; `.none` to leave the focus where it is.
  func show(at time: EventTime?) {
    window.show(at: time)
    window.requestAttention()
  }

  func close() {
    window.close()
  }

  private static func window(
    _ title: String, instanceName: String, showing view: any Widget, size: Size,
    on display: DisplayConnection
  ) -> TopLevelWindow {
    TopLevelWindow(
      TopLevelWindow.Configuration(
        title: title + " — Banter", instanceName: instanceName, role: instanceName, size: size,
        minimumSize: Size(width: 320, height: 280), icon: Icon.allSizes),
      root: view, on: display)
  }
}
