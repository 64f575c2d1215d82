import Framing
import Testing
import Transport

/// Which keys a name belongs to, asked on a running router.
@Suite struct KeyTests {
  private func keys(_ client: SecureClient) throws -> BoundKeys? {
    guard case .keys(let keys) = try client.message("keys") else { return nil }
    return keys
  }

  private func linkCode(for client: SecureClient) throws -> String {
    client.send(#"{"type":"link"}"#)
    guard case .linkCode(let code) = try client.message("link") else { return "" }
    return code.code
  }

  @Test func anotherDeviceIsToldBeforeAnythingThatItSays() throws {
    let router = try TestRouter()
    let (one, two) = (try TLSIdentity.make(), try TLSIdentity.make())
    let (bob, alice) = (try SecureClient(router, one), try SecureClient(router, .make()))
    try bob.enter("bob", device: "1")
    try alice.enter("alice")
    alice.send(#"{"type":"keys","user":"bob"}"#)
    #expect(try keys(alice) == BoundKeys(user: "bob", pins: [one.pin]))
    let second = try SecureClient(router, two)
    try second.enter("bob", device: "2", token: try linkCode(for: bob))
    second.send(#"{"type":"chat","to":"alice","msg":"it is me","cid":"1"}"#)
    let both = [one.pin, two.pin].sorted { $0.text < $1.text }
    // No chat and no presence comes before.
    #expect(try alice.message() == .keys(BoundKeys(user: "bob", pins: both)))
    guard case .chat(let chat) = try alice.message("chat") else {
      Issue.record("no chat came")
      return
    }
    #expect(chat.msg == "it is me")
  }

  @Test func aNameThatChangesHandsIsToldToWhoAsked() throws {
    let router = try TestRouter()
    let (old, new) = (try TLSIdentity.make(), try TLSIdentity.make())
    let (bob, alice) = (try SecureClient(router, old), try SecureClient(router, .make()))
    try bob.enter("bob")
    try alice.enter("alice")
    alice.send(#"{"type":"keys","user":"BOB"}"#)
    #expect(try keys(alice)?.pins == [old.pin])
    // What bob has not read yet makes it a reset; either is an end.
    bob.close()
    #expect(router.hasLogged("msg=closed"))
    _ = try command(router, "unbind", "bob")
    #expect(try keys(alice)?.pins == [])
    try SecureClient(router, new).enter("bob")
    #expect(try keys(alice)?.pins == [new.pin])
  }

  @Test func whoIsRefusedBindsNothingAndIsNotToldOf() throws {
    let router = try TestRouter()
    let own = try TLSIdentity.make()
    let (bob, alice) = (try SecureClient(router, own), try SecureClient(router, .make()))
    try bob.enter("bob")
    try alice.enter("alice")
    alice.send(#"{"type":"keys","user":"bob"}"#)
    #expect(try keys(alice)?.pins == [own.pin])
    let mallory = try SecureClient(router, .make())
    mallory.register("bob", token: "AAAA-AAAA-AAAA")
    #expect(try mallory.error()?.code == .nameTaken)
    alice.send(#"{"type":"ping","t":1}"#)
    #expect(try alice.message() == .pong(1))
    alice.send(#"{"type":"keys","user":"bob"}"#)
    #expect(try keys(alice)?.pins == [own.pin])
  }

  @Test func aNameHasAHundredKeysAtMost() throws {
    let router = try TestRouter("--rate", "unlimited")
    let bob = try SecureClient(router, .make())
    try bob.enter("bob", device: "0")
    for number in 1..<Limits.keysOfAName {
      let code = try linkCode(for: bob)
      let next = try SecureClient(router, .make())
      try next.enter("bob", device: "\(number)", token: code)
      next.close()
    }
    bob.send(#"{"type":"keys","user":"bob"}"#)
    #expect(try keys(bob)?.pins.count == Limits.keysOfAName)
    bob.send(#"{"type":"link"}"#)
    #expect(try bob.error()?.code == .forbidden)
  }
}
