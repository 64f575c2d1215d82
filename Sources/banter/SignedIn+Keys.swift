internal import ChatClient
internal import Transport
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

  // MARK: The keys of others

  /// Opens the window with a peer's keys, or raises the one there is.
  func showKey(of peer: Peer) {
    account.knowPeers()
    let session = account.session
    session.requestKeys(of: peer)
    guard let keys = session.keys(of: peer) else {
      chats[peer]?.view.show(problem: whyNoKey(of: peer))
      return
    }
    do throws(KeyringFailure) {
      let window: PeerKeyWindow
      if let open = peerKeyWindows[peer] {
        window = open
      } else {
        window = try makeKeyWindow(for: peer)
      }
      window.view.show(keys)
      window.show(at: display.lastEventTime)
    } catch {
      account.notice(error.description)
    }
  }

  private func makeKeyWindow(for peer: Peer) throws(KeyringFailure) -> PeerKeyWindow {
    let own = try account.connector.keyring?.own().pin
    let window = PeerKeyWindow(of: peer, own: own, on: display)
    peerKeyWindows[peer] = window
    window.dialog.onClosed = { [unowned self] in peerKeyWindows[peer] = nil }
    window.onCompare = { [unowned self, unowned window] in
      window.view.show(problem: account.session.compare($0, of: peer))
    }
    return window
  }

  /// Shows in the windows with peers' keys what is known now.
  func showKeys() {
    for (peer, window) in peerKeyWindows {
      if let keys = account.session.keys(of: peer) { window.view.show(keys) }
    }
  }

  private func whyNoKey(of peer: Peer) -> String {
    if peer.isRoom {
      "A room has no key: those who are in it have theirs."
    } else if !account.connector.isEncrypted {
      "There is no key to show: this connection is not encrypted."
    } else {
      "That is you: Ctrl+K in the roster shows your own key."
    }
  }
}
