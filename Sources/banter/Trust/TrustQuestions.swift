internal import ChatClient
internal import Widgets
internal import X11

/// Asks the person about keys of routers that are not trusted: one window for each account at a time.
final class TrustQuestions {
  private let display: DisplayConnection
  private var windows: [ObjectIdentifier: TrustWindow] = [:]

  init(on display: DisplayConnection) {
    self.display = display
  }

  /// Has the person answer what an account asks from now on.
  func watch(_ account: Account) {
    account.onDoubt = { [unowned self, unowned account] doubt in
      windows.removeValue(forKey: ObjectIdentifier(account))?.close()
      if let doubt { ask(about: doubt, for: account) }
    }
  }

  private func ask(about doubt: RouterDoubt, for account: Account) {
    guard let window = TrustWindow(about: doubt, at: account.router, on: display) else { return }
    windows[ObjectIdentifier(account)] = window
    window.onAnswer = { [unowned account] in account.answer(trusting: $0) }
    window.show(at: time(for: account))
  }

  /// When the person last did something; `.none` for who was in before: they may be typing elsewhere just now.
  private func time(for account: Account) -> EventTime? {
    guard !account.wasOnline else { return EventTime.none }
    return display.lastEventTime == .none ? nil : display.lastEventTime
  }
}
