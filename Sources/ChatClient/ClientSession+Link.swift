package import Framing

/// One more computer for the same name.
extension ClientSession {
  /// What the router says to somebody who wants a code.
  package enum LinkAnswer: Hashable, Sendable {
    case code(LinkCode)
    /// Why there is none, in plain words.
    case refused(String)
  }

  /// Asks for a code by which another computer can sign in with the same name; `onLinkAnswer` tells it.
  ///
  /// - Returns: Whether there is a router to ask.
  package func requestLinkCode() -> Bool {
    guard state == .online, facts.speaksVersion2 else { return false }
    facts.asksLinkCode = true
    write(.link)
    return true
  }

  func receive(_ code: LinkCode) {
    guard facts.asksLinkCode else { return }
    facts.asksLinkCode = false
    onLinkAnswer?(.code(code))
  }

  /// Whether an error is the answer to a wish for a code.
  func refusesLinkCode(_ error: ErrorMessage) -> Bool {
    guard facts.asksLinkCode, error.code == .authRequired || error.code == .forbidden,
      error.re == nil, error.to == nil
    else { return false }
    facts.asksLinkCode = false
    onLinkAnswer?(.refused(ClientWording.routerSaid(error)))
    return true
  }
}
