import Foundation
import Framing
import Testing

@testable import ChatClient

/// Which keys of a router are fine, and what is remembered of them.
struct RouterTrustTests {
  private let file = TemporaryFile()
  private let (first, second, third): (Pin, Pin, Pin)

  init() throws {
    first = try #require(Pin([UInt8](repeating: 1, count: 32)))
    second = try #require(Pin([UInt8](repeating: 2, count: 32)))
    third = try #require(Pin([UInt8](repeating: 3, count: 32)))
  }

  /// What a program that starts now knows.
  private func trust(_ address: String = "chat.example:5050", invited: Pin? = nil) throws
    -> RouterTrust
  {
    RouterTrust(at: address, invited: invited, try KnownKeys(file.path))
  }

  @Test func aRouterThatWasNeverMetIsAskedAbout() throws {
    let judgement = try trust().judgement()
    #expect(!judgement.accepts(first))
    #expect(judgement.doubt(about: first) == .new(first))
  }

  @Test func whatThePersonTrustsIsRememberedForThatRouterAlone() throws {
    try trust().trust(first)
    #expect(try trust().judgement().accepts(first))
    #expect(try trust("CHAT.example:5050").judgement().accepts(first))
    #expect(try !trust("chat.example:5051").judgement().accepts(first))
  }

  @Test func anotherKeyThanTheKnownOneIsToldWithBoth() throws {
    try trust().trust(first)
    let judgement = try trust().judgement()
    #expect(!judgement.accepts(second))
    #expect(judgement.doubt(about: second) == .changed(known: first, shown: second))
  }

  @Test func theKeyOfAnInvitationNeedsNoAskingAndIsRememberedOnceItIsProved() throws {
    let invited = try trust(invited: first)
    #expect(try invited.judgement().accepts(first))
    #expect(try !trust().judgement().accepts(first))
    try invited.met(first)
    #expect(try trust().judgement().accepts(first))
  }

  @Test func anotherKeyThanTheInvitationSaysIsNoQuestionAtAll() throws {
    let judgement = try trust(invited: first).judgement()
    #expect(!judgement.accepts(second))
    #expect(judgement.doubt(about: second) == .notAsInvited(second))
  }

  @Test func anInvitationDoesNotOverruleTheKeyThatIsKnown() throws {
    try trust().trust(first)
    let judgement = try trust(invited: second).judgement()
    #expect(judgement.accepts(first))
    #expect(!judgement.accepts(second))
    #expect(judgement.doubt(about: second) == .changed(known: first, shown: second))
  }

  @Test func anAnnouncedKeyIsTakenAndThenTheOldOneIsNot() throws {
    try trust().trust(first)
    try trust().expect(second)
    let announced = try trust().judgement()
    #expect(announced.accepts(first))
    #expect(announced.accepts(second))
    try trust().met(first)
    #expect(try trust().judgement().accepts(second))
    try trust().met(second)
    #expect(try trust().judgement() == RouterJudgement(known: [second], invited: nil))
  }

  @Test func aKeyThatIsAnnouncedNoLongerIsNotTaken() throws {
    try trust().trust(first)
    try trust().expect(second)
    try trust().expect(third)
    #expect(try !trust().judgement().accepts(second))
    try trust().expect(nil)
    #expect(try !trust().judgement().accepts(third))
  }

  @Test func whatARouterThatWasNeverMetAnnouncesIsNothing() throws {
    try trust().expect(second)
    #expect(try trust().judgement().doubt(about: second) == .new(second))
  }

  @Test func aDamagedFileIsNotTakenForAnEmptyOne() throws {
    _ = try KnownKeys(file.path)
    let garbage = Data(String(repeating: "no database ", count: 1_000).utf8)
    try garbage.write(to: URL(fileURLWithPath: file.path))
    #expect {
      _ = try KnownKeys(file.path)
    } throws: { error in
      "\(error)".contains(file.path) && "\(error)".contains("damaged")
    }
  }
}
