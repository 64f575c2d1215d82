import Framing
import Testing
import struct SystemPackage.Errno

@testable import Transport

/// Connecting to a router that must have a certain key.
struct TLSConnectorTests {
  private let loop = EventLoop()

  /// A listener whose connections are encrypted with this key, by first byte or from the start.
  private func listen(_ identity: TLSIdentity) throws -> (Listener, Accepted) {
    let listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    let accepted = Accepted(listener)
    let context = try TLSContext.server(identity)
    let accept = listener.onAccept
    listener.onAccept = { connection, endpoint in
      accept?(connection, endpoint)
      connection.secure(by: context) {}
    }
    return (listener, accepted)
  }

  private func connect(
    to endpoint: Endpoint, _ identity: TLSIdentity?, verdict: @escaping TLSContext.Verdict
  ) throws -> Result<Connection, ConnectError> {
    var result: Result<Connection, ConnectError>?
    Connector.connect(
      to: try HostPort.parse("\(endpoint)", defaultPort: 0), on: loop, timeout: .seconds(10),
      encryptedBy: try .client(identity, verdict: verdict)
    ) { result = $0 }
    loop.run(until: { result != nil })
    return try #require(result)
  }

  @Test func aConnectionToTheRightKeyIsGivenOutEncrypted() throws {
    let (router, person) = (try TLSIdentity.make(), try TLSIdentity.make(.ed25519))
    let (listener, accepted) = try listen(router)
    let connection = try connect(to: listener.endpoint, person) { $0 == router.pin }.get()
    let recorder = Recorder(connection)
    #expect(connection.peerPin == router.pin)
    connection.enqueue([1, 2, 3])
    loop.run(until: { accepted.recorders.first?.bytes == [1, 2, 3] })
    #expect(accepted.all[0].peerPin == person.pin)
    accepted.all[0].enqueue([4])
    loop.run(until: { recorder.bytes == [4] })
    connection.close()
    loop.run(until: { !recorder.ends.isEmpty })
  }

  @Test func aKeyThatIsNotTrustedIsNamedAndNothingMoreHappens() throws {
    let router = try TLSIdentity.make()
    let (listener, accepted) = try listen(router)
    let result = try connect(to: listener.endpoint, .make()) { _ in false }
    #expect(throws: ConnectError.untrusted(listener.endpoint, router.pin)) { try result.get() }
    loop.run(until: { accepted.recorders.first?.ends.isEmpty == false })
    #expect(accepted.recorders[0].bytes.isEmpty)
  }

  @Test func aRouterWithoutTLSIsNotSpokenTo() throws {
    let listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    let accepted = Accepted(listener)
    let accept = listener.onAccept
    listener.onAccept = { connection, endpoint in
      accept?(connection, endpoint)
      connection.enqueue(Array("[server] hello".utf8))
    }
    let result = try connect(to: listener.endpoint, .make()) { _ in true }
    #expect(throws: ConnectError.notEncrypted(listener.endpoint)) { try result.get() }
    loop.run(until: { accepted.recorders.first?.ends.isEmpty == false })
  }

  @Test func aRouterThatHangsUpOrSaysNothingIsToldApart() throws {
    let listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    listener.onAccept = { connection, _ in connection.close() }
    let result = try connect(to: listener.endpoint, nil) { _ in true }
    guard case .failure(.notSecured(listener.endpoint, .endedEarly)) = result else {
      guard case .failure(.failed(listener.endpoint, .connectionReset)) = result else {
        Issue.record("it ended as \(result)")
        return
      }
      return
    }
  }

  @Test func cancellingDuringTheHandshakeEndsIt() throws {
    let listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    let accepted = Accepted(listener)
    let connector = Connector.connect(
      to: try HostPort.parse("\(listener.endpoint)", defaultPort: 0), on: loop,
      timeout: .seconds(10), encryptedBy: try .client(nil) { _ in true }
    ) { _ in Issue.record("it was cancelled") }
    loop.run(until: { accepted.recorders.first?.bytes.isEmpty == false })
    connector.cancel()
    loop.run(until: { accepted.recorders[0].ends == [.endOfStream] })
  }
}
