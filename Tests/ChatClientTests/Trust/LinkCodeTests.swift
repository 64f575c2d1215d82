import ChatClient
import Framing
import Testing

/// A code for another computer, asked of a router that is the test.
struct LinkCodeTests {
  let harness: SessionHarness
  let answers = Answers()

  final class Answers {
    var all: [ClientSession.LinkAnswer] = []
  }

  init() throws {
    harness = try SessionHarness()
    harness.session.onLinkAnswer = { [answers] in answers.all.append($0) }
  }

  @Test func aCodeIsAskedForAndTold() throws {
    try harness.signIn()
    #expect(harness.session.requestLinkCode())
    #expect(try harness.sent().contains(.link))
    let code = LinkCode(code: "7KQM-2XVD-9PRT", expiresMilliseconds: 600_000)
    try harness.router(.linkCode(code))
    #expect(answers.all == [.code(code)])
    // One that nobody asked for is nothing to show.
    try harness.router(.linkCode(code))
    #expect(answers.all.count == 1)
  }

  @Test func whyThereIsNoneIsTold() throws {
    try harness.signIn()
    #expect(harness.session.requestLinkCode())
    try harness.router(.error(ErrorMessage(msg: "no key", rawCode: "auth_required")))
    #expect(answers.all == [.refused("The router says: no key")])
    #expect(harness.notices == [])
    try harness.router(.error(ErrorMessage(msg: "no key", rawCode: "auth_required")))
    #expect(harness.notices.count == 1)
  }

  @Test func withoutARouterOfVersion2ThereIsNobodyToAsk() throws {
    #expect(!harness.session.requestLinkCode())
    try harness.signInToVersion1()
    #expect(!harness.session.requestLinkCode())
    #expect(try harness.sent() == [])
  }
}
