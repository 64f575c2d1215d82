import Framing
import Testing
import Transport

/// Somebody between a client and its router who answers with a key of her own.
final class MiddleMan: Neighbour {
  let loop = EventLoop()
  let endpoint: Endpoint
  /// The key that the client proved to have, to her.
  private(set) var victimPin: Pin?
  private let listener: Listener

  init(_ identity: TLSIdentity) throws {
    listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    endpoint = listener.endpoint
    let context = try TLSContext.server(identity)
    listener.onAccept = { [unowned self] connection, _ in
      connection.secure(by: context) { [unowned self] in victimPin = connection.peerPin }
    }
  }
}

/// Somebody on a loop of its own that must turn while a client waits for it.
protocol Neighbour: AnyObject {
  var loop: EventLoop { get }
}
