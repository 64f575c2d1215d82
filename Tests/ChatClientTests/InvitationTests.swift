import ChatClient
import Framing
import Testing

/// The right to join, and what is said to those who don't have it.
struct InvitationTests {
  private func tokens(in messages: [Message]) -> [String?] {
    messages.compactMap {
      if case .register(let registration) = $0 { .some(registration.token) } else { nil }
    }
  }

  @Test func theTokenIsSentUntilTheRouterHasLetThePersonInAndNeverAgain() throws {
    let harness = try SessionHarness()
    harness.session.token = "secret"
    harness.session.connected()
    #expect(tokens(in: try harness.sent()) == ["secret"])
    harness.session.disconnected()
    #expect(tokens(in: try harness.signIn()) == ["secret"])
    harness.session.disconnected()
    #expect(tokens(in: try harness.signIn()) == [nil])
  }

  @Test func whichKeyComesNextIsToldWithEachWelcome() throws {
    let harness = try SessionHarness()
    let next = try #require(Pin([UInt8](repeating: 7, count: 32)))
    var told: [Pin?] = []
    harness.session.onNextPin = { told.append($0) }
    harness.session.connected()
    var welcome = Welcome(
      user: "alice", server: "r1", time: 1, first: 1, head: 0, nextPin: next,
      limits: .init(frame: 65_536, pingMilliseconds: 60_000))
    try harness.router(.welcome(welcome))
    harness.session.disconnected()
    harness.session.connected()
    welcome.nextPin = nil
    try harness.router(.welcome(welcome))
    #expect(told == [next, nil])
  }

  @Test(arguments: [
    (ErrorCode.nameTaken, true, "another computer"), (.nameTaken, false, "already"),
    (.nameLocked, false, "--plaintext"), (.authRequired, true, "invitation"),
    (.forbidden, true, "The router says: no"),
  ])
  func whoIsRefusedIsToldWhatToDo(code: ErrorCode, isEncrypted: Bool, word: String) {
    let text = ClientWording.refused(
      ErrorMessage(msg: "no", code: code), as: "alice", isEncrypted: isEncrypted)
    #expect(text.contains(word))
    #expect(code == .forbidden || text.contains("alice"))
  }
}
