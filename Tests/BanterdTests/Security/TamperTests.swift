import Framing
import Testing
import Transport

/// Somebody between a client and its router who cannot read what passes, and changes it.
@Suite struct TamperTests {
  private let router: TestRouter
  private let relay: RecordingRelay
  private let own: TLSIdentity
  private let bob: SecureClient
  /// Behind the relay.
  private let alice: SecureClient

  init() throws {
    router = try TestRouter()
    relay = try RecordingRelay(to: router.port)
    own = try TLSIdentity.make()
    bob = try SecureClient(router, .make())
    try bob.enter("bob")
    alice = try SecureClient(relay.endpoint, own, near: relay)
    try alice.enter("alice")
  }

  enum Change: CaseIterable {
    case kind, text, seal, twice, missing

    /// What becomes of a piece of whole records.
    func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      switch self {
      case .kind: bytes[0] ^= 1
      case .text: bytes[6] ^= 1
      case .seal: bytes[bytes.count - 1] ^= 1
      case .twice: bytes += bytes
      case .missing: bytes = []
      }
      return bytes
    }
  }

  @Test(arguments: Change.allCases)
  func whatIsChangedOnTheWayToTheRouterEndsItAndIsTakenOnceAfterwards(_ change: Change) throws {
    try say("1", by: alice)
    var isDone = false
    relay.changesToRouter = { bytes in
      defer { isDone = true }
      return isDone ? bytes : change(bytes)
    }
    alice.send(Self.chat("2"))
    #expect(alice.wait { isDone })
    // What was taken away is missed with the next.
    alice.send(#"{"type":"ping","t":1}"#)
    #expect(alice.isClosedByRouter())
    #expect(router.hasLogged("code=tls_error"))
    // A record that came twice was a good one the first time.
    #expect(try texts(of: bob) == (change == .twice ? ["1", "2"] : ["1"]))
    let again = try SecureClient(relay.endpoint, own, near: relay)
    try again.enter("alice")
    try say("2", by: again)
    try say("3", by: again)
    #expect(try texts(of: bob) == (change == .twice ? ["3"] : ["2", "3"]))
  }

  @Test(arguments: Change.allCases)
  func whatIsChangedOnTheWayToTheClientEndsItAndComesOnceAfterwards(_ change: Change) throws {
    var isDone = false
    relay.changesToClient = { bytes in
      defer { isDone = true }
      return isDone ? bytes : change(bytes)
    }
    bob.send(Self.chat("1", to: "alice"))
    #expect(alice.wait { isDone })
    bob.send(Self.chat("2", to: "alice"))
    var seen: [String] = []
    while let message = try alice.message() {
      if case .chat(let chat) = message { seen.append(chat.msg) }
    }
    #expect(seen == (change == .twice ? ["1"] : []))
    guard case .tls? = alice.end else {
      Issue.record("it ended as \(String(describing: alice.end))")
      return
    }
    let again = try SecureClient(relay.endpoint, own, near: relay)
    again.send(
      #"{"type":"register","username":"alice","v":2,"since":\#(seen.count)}"#)
    for text in change == .twice ? ["2"] : ["1", "2"] {
      guard case .chat(let chat)? = try again.message("chat") else {
        Issue.record("\(text) is lost")
        return
      }
      #expect(chat.msg == text)
    }
    #expect(try texts(of: again).isEmpty)
  }

  private static func chat(_ mark: String, to peer: String = "bob") -> String {
    #"{"type":"chat","to":"\#(peer)","msg":"\#(mark)","cid":"\#(mark)"}"#
  }

  private func say(_ mark: String, by client: SecureClient) throws {
    client.send(Self.chat(mark))
    guard case .acknowledgement(let ack)? = try client.message("ack") else {
      Issue.record("\(mark) was not taken")
      return
    }
    #expect(ack.cid == mark)
  }

  /// What was said to a client until the router answers it.
  private func texts(of client: SecureClient) throws -> [String] {
    var texts: [String] = []
    client.send(#"{"type":"ping","t":9}"#)
    while let message = try client.message(), message != .pong(9) {
      if case .chat(let chat) = message { texts.append(chat.msg) }
    }
    return texts
  }
}
