internal import ChatClient
internal import Widgets
internal import X11

extension SignedIn {
  /// Opens the window with the person's own key.
  func showOwnKey() {
    guard let keyring = account.connector.keyring else {
      return account.notice("There is no key: this connection is not encrypted.")
    }
    do throws(KeyringFailure) {
      if ownKeyWindow?.isOpen != true {
        ownKeyWindow = try OwnKeyWindow(of: account, keyring, on: display, loop: loop)
      }
      ownKeyWindow?.show(at: display.lastEventTime)
    } catch {
      account.notice(error.description)
    }
  }
}
