import Framing
import Glibc
import Testing

@testable import Transport

/// Two ends of one encrypted connection on one loop, and what they said to each other.
final class TLSPair {
  let loop = EventLoop()
  let serverIdentity: TLSIdentity
  let clientIdentity: TLSIdentity
  let server: Connection
  let client: Connection
  var atServer: [UInt8] = []
  var atClient: [UInt8] = []
  var serverIsSecure = false
  var clientIsSecure = false
  var serverEnd: ConnectionEnd?
  var clientEnd: ConnectionEnd?

  /// Joins the two by a pair of sockets, and starts the handshake.
  ///
  /// - Parameters:
  ///   - type: What kind of keys both have.
  ///   - showsKey: Whether the client has an identity.
  ///   - limit: How long the handshake, and then a half record, may take.
  ///   - verdict: What the client makes of the server's key.
  /// - Throws: Where there are no keys to be had.
  init(
    _ type: KeyType = .p256, showsKey: Bool = true, limit: Duration = .seconds(10),
    verdict: @escaping (Pin) -> Bool = { _ in true }
  ) throws {
    serverIdentity = try .make(type)
    clientIdentity = try .make(type)
    var ends: [Int32] = [-1, -1]
    _ = unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    server = Connection(adopting: FileDescriptor(adopting: ends[0]), on: loop)
    client = Connection(adopting: FileDescriptor(adopting: ends[1]), on: loop)
    server.onReceive = { [unowned self] in for index in $0.indices { atServer.append($0[index]) } }
    client.onReceive = { [unowned self] in for index in $0.indices { atClient.append($0[index]) } }
    server.onClose = { [unowned self] in serverEnd = $0 }
    client.onClose = { [unowned self] in clientEnd = $0 }
    server.secure(by: try .server(serverIdentity), within: limit, recordsWithin: limit) {
      [unowned self] in serverIsSecure = true
    }
    let context = try TLSContext.client(showsKey ? clientIdentity : nil, verdict: verdict)
    client.secure(by: context) {
      [unowned self] in clientIsSecure = true
    }
  }

  /// Takes turns until both ends have done their part of the handshake.
  func shakeHands() { loop.run(until: { serverIsSecure && clientIsSecure }) }
}
