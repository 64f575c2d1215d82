internal import ChatClient
internal import Framing
internal import Transport
internal import Widgets
internal import X11

extension ClientApp {
  /// Asks for a name and a router.
  ///
  /// - Parameters:
  ///   - name: What stands in the field for the name; nil for the login name.
  ///   - router: What stands in the field for the router; nil for the default port of this computer.
  /// - Returns: The window; nil where it is open already.
  @discardableResult
  func askToSignIn(name: String?, router: String?) -> SignInWindow? {
    guard signInWindow == nil else { return nil }
    let window = SignInWindow(
      name: name ?? HostEnvironment.loginName() ?? "",
      router: router ?? HostPort.thisComputer.description,
      on: display)
    signInWindow = window
    window.onSignIn = { [unowned self] in trySigningIn(name: $0, to: $1) }
    window.onStartRouter = { [unowned self] in startRouterHere() }
    window.onClosed = { [unowned self] in signInClosed() }
    window.show(at: userTime)
    return window
  }

  /// Asks whoever opened a link for the name to sign in with: the one that is invited stands there already.
  ///
  /// Nothing is sent before: a link may come from anywhere.
  func askToSignIn(name: String?, following link: String) {
    do throws(DestinationError) {
      let destination = try Destination.parse(link)
      askToSignIn(name: name ?? destination.invitation?.name, router: link)?
        .show(AccountWording.invitation(to: destination.router), isError: false)
    } catch {
      askToSignIn(name: name, router: nil)?.show(error.description, isError: true)
    }
  }

  private func trySigningIn(name: String, to destination: Destination) {
    pending?.close()
    pending = nil
    do throws(AccountFailure) {
      try signIn(
        Account(
          name: name, to: destination, security, keeping: place, keepsTrying: false, on: loop))
    } catch {
      signInFailed(error, destination.router)
    }
  }

  private func signIn(_ account: Account) {
    let router = account.router
    pending = account
    questions.watch(account)
    account.onStatus = { [unowned self] in signInWindow?.show($0.text, isError: $0.isError) }
    account.onFailure = { [unowned self] in signInFailed($0, router) }
    account.onOnline = { [unowned self, unowned account] in signedIn(account) }
    account.connect()
  }

  private func signedIn(_ account: Account) {
    pending = nil
    // From now on the connection comes and goes by itself; this person's windows stay.
    account.onOnline = nil
    account.onFailure = nil
    add(account)
    signInWindow?.close()
    signInWindow = nil
  }

  private func signInFailed(_ failure: AccountFailure, _ router: HostPort) {
    signInWindow?.show(failure, at: router)
  }

  private func signInClosed() {
    pending?.close()
    pending = nil
    signInWindow = nil
    endIfNothingIsOpen()
  }

  /// Starts a router on the port that the sign-in window names, then signs in to it.
  private func startRouterHere() {
    guard let destination = pending?.destination,
      let address = destination.router.listenAddressHere
    else { return }
    do throws(RouterProcess.Failure) {
      router = try RouterProcess(
        listen: address, lifetime: .untilStopped, on: loop
      ) { [unowned self] in routerStarted($0, reachedAt: destination) }
      signInWindow?.show("Starting a router on this computer…", isError: false)
    } catch {
      signInWindow?.show(error.description, isError: true)
    }
  }

  private func routerStarted(
    _ result: Result<StartedRouter, RouterProcess.Failure>, reachedAt destination: Destination
  ) {
    do {
      let started = try result.get()
      if case .encrypted(let keyring) = security {
        try keyring.trust(started, reachedAt: destination)
      }
      signInWindow?.submit()
    } catch {
      signInWindow?.show("\(error)", isError: true)
    }
  }
}
