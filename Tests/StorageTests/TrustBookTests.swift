import Framing
import Storage
import Testing

struct TrustBookTests {
  let folder: TemporaryFolder
  let one: Pin
  let other: Pin
  let bob: Name
  let router = "chat.example:5050"

  init() throws {
    folder = try TemporaryFolder()
    one = try #require(Pin([UInt8](repeating: 1, count: 32)))
    other = try #require(Pin([UInt8](repeating: 2, count: 32)))
    bob = try Name.parse("Bob")
  }

  func open() throws -> TrustBook { try TrustBook(.file(folder.path + "/trust.db")) }

  @Test func aRouterThatWasNeverMetHasNoKey() throws {
    #expect(try open().pins(ofRouterAt: router) == [])
  }

  @Test func aTrustedRouterIsKnownAfterARestartAndAtNoOtherAddress() throws {
    try open().trust(one, ofRouterAt: router)
    let book = try open()
    #expect(try book.pins(ofRouterAt: router) == [one])
    #expect(try book.pins(ofRouterAt: "chat.example:5051") == [])
  }

  @Test func anAnnouncedKeyIsTrustedBesideTheOldOneUntilItReplacesIt() throws {
    let book = try open()
    try book.trust(one, ofRouterAt: router)
    try book.expect(other, ofRouterAt: router)
    #expect(try book.pins(ofRouterAt: router) == [one, other])
    try book.trust(other, ofRouterAt: router)
    #expect(try book.pins(ofRouterAt: router) == [other])
  }

  @Test func noKeyIsAnnouncedForARouterThatIsNotTrusted() throws {
    let book = try open()
    try book.expect(other, ofRouterAt: router)
    #expect(try book.pins(ofRouterAt: router) == [])
  }

  @Test func aChangedKeyOfAPersonIsToldOnceAndIsNotVerified() throws {
    let book = try open()
    #expect(try book.see(one, of: bob, atRouter: router) == .first)
    try book.setVerified(true, one, of: bob, atRouter: router)
    #expect(try book.see(one, of: Name.parse("BOB"), atRouter: router) == .same)
    let before = TrustBook.Peer(pin: one, isVerified: true)
    #expect(try book.see(other, of: bob, atRouter: router) == .changed(from: before))
    #expect(try book.see(other, of: bob, atRouter: router) == .same)
    #expect(try book.peer(bob, atRouter: router) == .init(pin: other, isVerified: false))
  }

  @Test func whatWasComparedIsOnlyTheKeyThatWasShown() throws {
    let book = try open()
    _ = try book.see(one, of: bob, atRouter: router)
    try book.setVerified(true, other, of: bob, atRouter: router)
    #expect(try book.peer(bob, atRouter: router) == .init(pin: one, isVerified: false))
  }

  @Test func twoProgramsMayHaveItOpen() throws {
    let (first, second) = (try open(), try open())
    try first.trust(one, ofRouterAt: router)
    #expect(try second.pins(ofRouterAt: router) == [one])
  }

  @Test func onlyItsOwnerMayReadIt() throws {
    _ = try open()
    #expect(try folder.mode(of: "trust.db") == 0o600)
  }
}
