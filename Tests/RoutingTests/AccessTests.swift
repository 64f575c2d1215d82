import Framing
import Routing
import Testing

/// Who may have which name.
struct AccessTests {
  private static let now: Int64 = 1_700_000_000_000

  private var access = Access()

  private func pin(_ byte: UInt8) throws -> Pin {
    try #require(Pin([UInt8](repeating: byte, count: Pin.byteCount)))
  }

  private func hash(_ byte: UInt8) -> SecretHash { SecretHash([byte, 1, 2, 3]) }

  private func applicant(
    _ name: String, _ key: Pin? = nil, version2: Bool = true, encrypted: Bool = true,
    token: SecretHash? = nil, code: SecretHash? = nil
  ) throws -> Applicant {
    Applicant(
      name: try Name.parse(name), isVersion2: version2, isEncrypted: encrypted, key: key,
      token: token, code: code)
  }

  /// Judges, and lets what was decided hold; answers with the code of a refusal.
  private mutating func enter(_ applicant: Applicant, after time: Int64 = 0) -> ErrorCode? {
    switch access.judge(applicant, at: Self.now + time) {
    case .refused(let code, _, _): return code
    case .admitted(let changes):
      for change in changes { access.apply(change) }
      return nil
    }
  }

  @Test mutating func theFirstKeyHasTheNameFromThenOn() throws {
    #expect(enter(try applicant("alice", pin(1))) == nil)
    #expect(enter(try applicant("ALICE", pin(1))) == nil)
    #expect(enter(try applicant("Alice", pin(2))) == .nameTaken)
    #expect(enter(try applicant("alice", encrypted: false)) == .nameLocked)
    #expect(enter(try applicant("alice")) == .nameLocked)
    #expect(enter(try applicant("alice", version2: false, encrypted: false)) == .nameLocked)
    // With its key an older version may have it.
    #expect(enter(try applicant("alice", pin(1), version2: false)) == nil)
  }

  @Test mutating func whoHasNoKeyOrSpeaksAnOlderVersionBindsNothing() throws {
    #expect(enter(try applicant("bob", encrypted: false)) == nil)
    #expect(enter(try applicant("bob", pin(1), version2: false)) == nil)
    #expect(access.owners.isEmpty)
    #expect(enter(try applicant("bob", pin(2))) == nil)
    #expect(enter(try applicant("bob", pin(1))) == .nameTaken)
  }

  @Test mutating func anInvitationIsGoodSoOftenAndSoLong() throws {
    access.joining = .invited
    #expect(enter(try applicant("alice", pin(1))) == .authRequired)
    access.apply(
      .invited(Admittance(id: 1, hash: hash(7), name: nil, uses: 2, expires: Self.now + 1_000)))
    #expect(enter(try applicant("alice", pin(1), token: hash(8))) == .authRequired)
    #expect(enter(try applicant("alice", pin(1), token: hash(7)), after: 1_000) == .authRequired)
    #expect(enter(try applicant("alice", pin(1), token: hash(7))) == nil)
    // Who is in needs it no more.
    #expect(enter(try applicant("alice", pin(1)), after: 9_000) == nil)
    // It makes the name somebody's, so it takes a key.
    #expect(enter(try applicant("bob", token: hash(7))) == .authRequired)
    #expect(enter(try applicant("bob", pin(2), version2: false, token: hash(7))) == .authRequired)
    #expect(enter(try applicant("bob", pin(2), token: hash(7))) == nil)
    #expect(enter(try applicant("carol", pin(3), token: hash(7))) == .authRequired)
  }

  @Test mutating func anInvitationForANameKeepsItAndIsForNoOther() throws {
    access.apply(
      .invited(
        Admittance(id: 1, hash: hash(7), name: try Name.parse("alice"), uses: 1, expires: nil)))
    #expect(enter(try applicant("alice", pin(2))) == .authRequired)
    #expect(enter(try applicant("alice", encrypted: false)) == .authRequired)
    #expect(enter(try applicant("bob", pin(2), token: hash(7))) == nil)
    #expect(enter(try applicant("Alice", pin(1), token: hash(7))) == nil)
  }

  @Test mutating func membersTakesOnlyInvitationsForThatName() throws {
    access.joining = .members
    access.apply(.invited(Admittance(id: 1, hash: hash(7), name: nil, uses: 9, expires: nil)))
    access.apply(
      .invited(Admittance(id: 2, hash: hash(8), name: try Name.parse("bob"), uses: 1, expires: nil))
    )
    #expect(enter(try applicant("alice", pin(1), token: hash(7))) == .authRequired)
    #expect(enter(try applicant("alice", pin(1), token: hash(8))) == .authRequired)
    #expect(enter(try applicant("bob", pin(1), token: hash(8))) == nil)
  }

  @Test mutating func aCodeLinksOneMoreDeviceOnce() throws {
    let name = try Name.parse("alice")
    #expect(enter(try applicant("alice", pin(1))) == nil)
    access.link(name, by: hash(5), at: Self.now)
    #expect(enter(try applicant("alice", pin(2), code: hash(6))) == .nameTaken)
    #expect(
      enter(try applicant("alice", pin(2), code: hash(5)), after: Access.linkTime) == .nameTaken)
    #expect(enter(try applicant("alice", code: hash(5))) == .nameLocked)
    #expect(enter(try applicant("alice", pin(2), code: hash(5))) == nil)
    #expect(enter(try applicant("alice", pin(3), code: hash(5))) == .nameTaken)
    #expect(enter(try applicant("alice", pin(2))) == nil)
    #expect(enter(try applicant("alice", pin(1))) == nil)
    access.link(name, by: hash(5), at: Self.now)
    access.link(name, by: hash(6), at: Self.now)
    #expect(enter(try applicant("alice", pin(3), code: hash(5))) == .nameTaken)
  }

  @Test mutating func aNameThatWasTakenFromItsKeysIsTheNextOnes() throws {
    #expect(enter(try applicant("alice", pin(1))) == nil)
    access.link(try Name.parse("alice"), by: hash(5), at: Self.now)
    access.apply(.unbound(try Name.parse("Alice")))
    #expect(enter(try applicant("alice", pin(2))) == nil)
    #expect(enter(try applicant("alice", pin(1), code: hash(5))) == .nameTaken)
  }

  @Test mutating func whoIsBannedIsNotLetIn() throws {
    #expect(enter(try applicant("alice", pin(1))) == nil)
    access.apply(.banned(.key(try pin(1))))
    #expect(enter(try applicant("alice", pin(1))) == .forbidden)
    #expect(enter(try applicant("other", pin(1))) == .forbidden)
    access.apply(.banned(.name(try Name.parse("mallory"))))
    #expect(enter(try applicant("Mallory", encrypted: false)) == .forbidden)
    access.apply(.unbanned(.key(try pin(1))))
    #expect(enter(try applicant("alice", pin(1))) == nil)
  }

  @Test func hashesMatchOnlyThemselves() {
    let bytes = (0..<32).map { UInt8($0) }
    #expect(SecretHash(bytes).matches(SecretHash(bytes)))
    for index in 0..<32 {
      var other = bytes
      other[index] ^= 0x80
      #expect(!SecretHash(bytes).matches(SecretHash(other)))
    }
    #expect(!SecretHash(bytes).matches(SecretHash(Array(bytes.dropLast()))))
  }
}
