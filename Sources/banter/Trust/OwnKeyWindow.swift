internal import ChatClient
internal import Framing
internal import Transport
internal import Widgets
internal import X11

/// The window with the person's own key: its fingerprint, a copy of it, and the way to another computer.
final class OwnKeyWindow: DialogWindow {
  let dialog: Dialog

  private let view: OwnKeyView
  private let account: Account
  private let keyring: Keyring
  private let loop: EventLoop
  private var expiry: TimerID?
  /// The file whose key would take the place of the one there is: asked once, then done.
  private var confirmed: String?

  /// Makes the window.
  ///
  /// - Throws: `KeyringFailure` where there is no key to show.
  init(
    of account: Account, _ keyring: Keyring, on display: DisplayConnection, loop: EventLoop
  ) throws(KeyringFailure) {
    self.account = account
    self.keyring = keyring
    self.loop = loop
    let name = account.session.name
    view = OwnKeyView(
      name: name, pin: try keyring.own().pin, file: OwnKeyWindow.suggestedFile(for: name))
    dialog = Dialog(
      title: "Your key", name: "own-key", showing: view, focus: view.fileEntry,
      size: Size(width: 520, height: 520), minimumSize: Size(width: 420, height: 400), on: display)
    view.onClose = { [unowned self] in close() }
    view.onExport = { [unowned self] in export(to: $0, passphrase: $1) }
    view.onImport = { [unowned self] in load(from: $0, passphrase: $1) }
    view.onLink = { [unowned self] in askForCode() }
    dialog.onClosed = { [unowned self] in stopLinking() }
    account.session.onLinkAnswer = { [unowned self] in answered($0) }
  }

  private func stopLinking() {
    if let expiry { loop.cancel(expiry) }
    account.session.onLinkAnswer = nil
  }

  private static func suggestedFile(for name: String) -> String {
    "\(HostEnvironment.variable("HOME") ?? "")/banter-key-\(name).pem"
  }

  // MARK: A copy

  private func export(to file: String, passphrase: String) {
    do throws(KeyringFailure) {
      try keyring.export(to: file, passphrase: passphrase)
      view.show(OwnKeyWording.exported(file), isError: false)
    } catch {
      view.show(OwnKeyWording.notExported(to: file, error), isError: true)
    }
  }

  private func load(from file: String, passphrase: String) {
    do throws(KeyringFailure) {
      let new = try keyring.read(file, passphrase: passphrase)
      let own = try keyring.own().pin
      guard new.pin != own else { return view.show(OwnKeyWording.sameKey, isError: false) }
      // Whoever presses a button by habit must not lose a name by it.
      guard confirmed == file + new.pin.text else {
        confirmed = file + new.pin.text
        return view.show(OwnKeyWording.asksToReplace(own, by: new.pin), isError: true)
      }
      let kept = try keyring.replace(by: new)
      view.show(new.pin)
      view.show(OwnKeyWording.replaced(keptAs: kept), isError: false)
      account.reconnect()
    } catch {
      view.show(OwnKeyWording.notImported(from: file, error), isError: true)
    }
  }

  // MARK: Another computer

  private func askForCode() {
    guard account.session.requestLinkCode() else {
      return view.show(OwnKeyWording.notConnected, isError: true)
    }
    view.show("", isError: false)
  }

  private func answered(_ answer: ClientSession.LinkAnswer) {
    switch answer {
    case .refused(let text): view.show(text, isError: true)
    case .code(let code):
      let minutes = max(1, (code.expiresMilliseconds + 59_999) / 60_000)
      view.show(linkCode: code.code, minutes: minutes)
      if let expiry { loop.cancel(expiry) }
      expiry = loop.schedule(after: .milliseconds(code.expiresMilliseconds)) { [unowned self] in
        expiry = nil
        view.endLinkCode()
        view.show(OwnKeyWording.codeIsOver, isError: true)
      }
    }
  }
}
