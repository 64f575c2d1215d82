import Transport

/// A man in the middle: between a client's connection and the far end of a server's, seeing each byte.
final class Relay {
  /// The client, whose handshake has begun.
  let client: Connection
  /// All that the client sent.
  private(set) var seen: [UInt8] = []
  /// Whether it changes a bit of the last byte of whatever passes next.
  var flips = false
  /// How many bytes of the client's it still passes on; nil for all.
  var keeps: Int?

  private let ends: (Connection, Connection)

  /// - Parameters:
  ///   - far: The server's other end.
  ///   - loop: The loop of all.
  ///   - identity: The client's key; nil for a new one.
  ///   - piece: How much is passed on at once; nil for all that came.
  ///   - verdict: What the client makes of the server's key.
  /// - Throws: Where there is no key to be had.
  init(
    to far: PlainSocket, on loop: EventLoop, identity: TLSIdentity? = nil, piece: Int? = nil,
    verdict: @escaping TLSContext.Verdict = { _ in true }
  ) throws {
    let pair = SocketPair()
    client = Connection(adopting: FileDescriptor(adopting: pair.near), on: loop)
    let (near, other) = (
      Connection(adopting: FileDescriptor(adopting: pair.far.giveUp()), on: loop),
      Connection(adopting: FileDescriptor(adopting: far.giveUp()), on: loop)
    )
    ends = (near, other)
    near.onReceive = { [unowned self] bytes in
      var bytes = bytes.indices.map { bytes[$0] }
      seen += bytes
      if flips { bytes[bytes.count - 1] ^= 1 }
      if let keeps {
        bytes = Array(bytes.prefix(keeps))
        self.keeps = keeps - bytes.count
      }
      pass(bytes, to: other, by: piece, on: loop)
    }
    other.onReceive = { [unowned self] bytes in
      pass(bytes.indices.map { bytes[$0] }, to: near, by: piece, on: loop)
    }
    near.onClose = { _ in other.closeAfterFlush() }
    other.onClose = { _ in near.closeAfterFlush() }
    client.secure(by: try .client(identity ?? .make(), verdict: verdict)) {}
  }

  private func pass(_ bytes: [UInt8], to end: Connection, by piece: Int?, on loop: EventLoop) {
    guard let piece, !bytes.isEmpty else { return end.enqueue(bytes) }
    end.enqueue(Array(bytes.prefix(piece)))
    // The next turn writes what this one enqueued.
    loop.schedule(after: .microseconds(50)) { [self] in
      pass(Array(bytes.dropFirst(piece)), to: end, by: piece, on: loop)
    }
  }
}
