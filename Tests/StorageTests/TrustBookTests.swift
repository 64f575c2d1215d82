import Dispatch
import Framing
import Storage
import Synchronization
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

  @Test func whatWasComparedIsKeptWhateverTheRouterTellsLater() throws {
    let book = try open()
    #expect(try book.peers(atRouter: router) == [:])
    #expect(try book.see([one], of: bob, atRouter: router) == .init(seen: [one]))
    let both = TrustBook.Peer(seen: [one], compared: [one])
    #expect(try book.compare([one], of: Name.parse("BOB"), atRouter: router) == both)
    let changed = TrustBook.Peer(seen: [other], compared: [one])
    #expect(try book.see([other], of: bob, atRouter: router) == changed)
    #expect(try open().peers(atRouter: router) == ["bob": changed])
    #expect(try open().peers(atRouter: "chat.example:5051") == [:])
  }

  @Test func aNameMayHaveSeveralKeys() throws {
    let book = try open()
    _ = try book.see([one, other], of: bob, atRouter: router)
    _ = try book.compare([one, other], of: bob, atRouter: router)
    let known = TrustBook.Peer(seen: [one], compared: [one, other])
    #expect(try book.see([one], of: bob, atRouter: router) == known)
    #expect(try open().peers(atRouter: router) == ["bob": known])
  }

  @Test func anotherComparisonTakesThePlaceOfTheOneBefore() throws {
    let book = try open()
    _ = try book.see([one], of: bob, atRouter: router)
    _ = try book.compare([one], of: bob, atRouter: router)
    _ = try book.see([other], of: bob, atRouter: router)
    let again = TrustBook.Peer(seen: [other], compared: [other])
    #expect(try book.compare([other], of: bob, atRouter: router) == again)
    #expect(try book.compare([], of: bob, atRouter: router) == .init(seen: [other]))
    #expect(try open().peers(atRouter: router) == ["bob": .init(seen: [other])])
  }

  @Test func whereTheNameBelongsToNoKeyTheLastOneStaysKnown() throws {
    let book = try open()
    _ = try book.see([one], of: bob, atRouter: router)
    #expect(try book.see([], of: bob, atRouter: router) == .init(seen: [one]))
  }

  @Test func aKeyThatCannotBeReadIsAnErrorAndNotNobodysComparison() throws {
    let book = try open()
    _ = try book.compare([one], of: bob, atRouter: router)
    try Database(.file(folder.path + "/trust.db"), options: shared)
      .execute("UPDATE peer_key SET pin = 'damaged'")
    let error = #expect(throws: SQLiteError.self) { try book.peers(atRouter: router) }
    #expect(error?.fact == .corrupt)
    #expect(throws: SQLiteError.self) { try book.see([one], of: bob, atRouter: router) }
  }

  private var shared: Database.Options {
    var options = Database.Options()
    options.isExclusive = false
    return options
  }

  @Test func aBookOfTheFirstVersionIsTakenOver() throws {
    try Database(.file(folder.path + "/trust.db"), options: shared)
      .execute(Self.version1(one, other))
    let book = try open()
    #expect(try book.pins(ofRouterAt: router) == [one, other])
    #expect(
      try book.peers(atRouter: router) == [
        "bob": .init(seen: [one], compared: [one]), "carol": .init(seen: [other]),
      ])
    #expect(try open().pins(ofRouterAt: router) == [one, other])
  }

  /// A book of the first schema: a router with an announced key, somebody compared and somebody not.
  private static func version1(_ one: Pin, _ other: Pin) -> String {
    """
    CREATE TABLE router (
      address TEXT PRIMARY KEY, pin TEXT NOT NULL, next TEXT) STRICT, WITHOUT ROWID;
    CREATE TABLE peer (
      address TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL, verified INTEGER NOT NULL,
      PRIMARY KEY (address, name)) STRICT, WITHOUT ROWID;
    INSERT INTO router VALUES ('chat.example:5050', '\(one)', '\(other)');
    INSERT INTO peer VALUES
      ('chat.example:5050', 'bob', '\(one)', 1), ('chat.example:5050', 'carol', '\(other)', 0);
    PRAGMA user_version = 1;
    PRAGMA application_id = 1114526834;
    """
  }

  @Test func manyMayBeginItAtOnce() throws {
    let path = folder.path + "/trust.db"
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      do {
        _ = try TrustBook(.file(path))
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
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
