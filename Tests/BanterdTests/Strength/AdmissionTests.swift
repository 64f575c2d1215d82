import Testing
import Transport

@testable import banterd

@Suite struct AdmissionTests {
  private let start = MonotonicTime(nanoseconds: 1)

  private func refusal(
    _ admission: inout Admission, _ address: String, at time: MonotonicTime? = nil,
    chance: Double = 0.99
  ) throws -> Refusal? {
    let endpoint = try Endpoint.parse(address)
    let result = admission.admit(endpoint, at: time ?? start, chance: chance)
    guard case .failure(let refusal) = result else { return nil }
    return refusal
  }

  private func limits(
    clients: Int? = nil, perAddress: Int? = nil, new: Int? = nil, unregistered: Int? = nil
  ) -> Admission.Limits {
    Admission.Limits(
      clients: clients, takesPlaintextFromAnywhere: true, perAddress: perAddress,
      newPerAddress: new, window: .seconds(600), unregistered: unregistered)
  }

  @Test func anAddressHasSixteenAtOnceAndAnotherItsOwn() throws {
    var admission = Admission(limits(perAddress: 16))
    for port in 1...16 { #expect(try refusal(&admission, "192.0.2.1:\(port)") == nil) }
    #expect(try refusal(&admission, "192.0.2.1:17") == .tooManyFromAddress)
    #expect(try refusal(&admission, "[::ffff:192.0.2.1]:18") == .tooManyFromAddress)
    #expect(try refusal(&admission, "192.0.2.2:1") == nil)
  }

  @Test func aSixtyFourOfVersionSixIsOneAddress() throws {
    var admission = Admission(limits(perAddress: 2))
    #expect(try refusal(&admission, "[2001:db8:1:2::1]:1") == nil)
    #expect(try refusal(&admission, "[2001:db8:1:2:ffff::9]:1") == nil)
    #expect(try refusal(&admission, "[2001:db8:1:2:abcd::]:1") == .tooManyFromAddress)
    #expect(try refusal(&admission, "[2001:db8:1:3::1]:1") == nil)
  }

  @Test func loopbackAndUnixSocketsAreExempt() throws {
    var admission = Admission(limits(perAddress: 1, new: 1, unregistered: 1))
    for address in ["127.0.0.1:1", "127.0.0.1:2", "[::1]:1", "[::1]:2", "unix:/a", "unix:/b"] {
      #expect(try refusal(&admission, address) == nil)
    }
  }

  @Test func anAddressBeginsThirtyTwoInAWindow() throws {
    var admission = Admission(limits(new: 32))
    for _ in 0..<32 {
      let endpoint = try Endpoint.parse("192.0.2.1:1")
      let ticket = try admission.admit(endpoint, at: start, chance: 0).get()
      admission.left(ticket, at: start)
    }
    #expect(try refusal(&admission, "192.0.2.1:1") == .tooManyNewFromAddress)
    let almost = start + .seconds(599)
    #expect(try refusal(&admission, "192.0.2.1:1", at: almost) == .tooManyNewFromAddress)
    #expect(try refusal(&admission, "192.0.2.1:1", at: start + .seconds(600)) == nil)
  }

  @Test func strangersAreDroppedByChanceAboveHalfAndAlwaysAtTheLimit() throws {
    var admission = Admission(limits(unregistered: 64))
    for port in 1...33 { #expect(try refusal(&admission, "192.0.2.1:\(port)", chance: 0) == nil) }
    // One above the half: one chance in 32.
    #expect(try refusal(&admission, "192.0.2.1:1", chance: 0.03) == .tooManyStrangers)
    for port in 34...64 { #expect(try refusal(&admission, "192.0.2.1:\(port)") == nil) }
    #expect(try refusal(&admission, "192.0.2.1:1", chance: 0.999) == .tooManyStrangers)
  }

  @Test func whoHasSaidANameIsNoStranger() throws {
    var admission = Admission(limits(unregistered: 1))
    var ticket: Admission.Ticket? = try admission.admit(
      try Endpoint.parse("192.0.2.1:1"), at: start, chance: 0
    ).get()
    #expect(try refusal(&admission, "192.0.2.2:1") == .tooManyStrangers)
    admission.registered(&ticket)
    #expect(try refusal(&admission, "192.0.2.2:1") == nil)
    admission.left(ticket, at: start)
    #expect(try refusal(&admission, "192.0.2.3:1") == .tooManyStrangers)
  }

  @Test func theTableForgetsStrangersWhoHaveGone() throws {
    var table = AddressTable(openLimit: 1, newLimit: 1, window: .seconds(600))
    for number in 0..<10_000 {
      let time = start + .seconds(number)
      let key = try #require(AddressKey(.ipv4(UInt32(number), port: 1)))
      let refusal = table.enter(key, at: time)
      #expect(refusal == nil)
      table.leave(key, at: time)
    }
    #expect(table.count < 2_048)
  }
}
