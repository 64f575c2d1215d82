internal import DequeModule

/// Lets handshakes take their steps in turn: at most four in a wake-up of the loop.
///
/// A step is a signature or two and takes a good part of a millisecond, as long as the routing of a thousand
/// messages. A crowd of newcomers therefore waits for itself and not the others for it. Who waits is not
/// read meanwhile; the loop does not sleep while anybody waits.
///
/// All TLS connections of a loop decrypt into the one buffer that is here too.
@safe final class HandshakeTurns {
  private static let stepsAWakeUp = 4
  /// What one read of a connection can bring: a part of a record that came before, and the whole of the read.
  private static let plainSize = EventLoop.readBudget + 2 * TLSSession.recordLimit

  let plain: UnsafeMutableRawBufferPointer
  private var waiting: Deque<Connection> = []

  init() {
    unsafe plain = .allocate(byteCount: Self.plainSize, alignment: 64)
  }

  deinit {
    unsafe plain.deallocate()
  }

  /// Has a connection take its next step when it is its turn.
  func join(_ connection: Connection) {
    waiting.append(connection)
  }

  var isAnyoneWaiting: Bool { !waiting.isEmpty }

  /// Lets the first ones take their step.
  func takeSteps() {
    for _ in 0..<min(Self.stepsAWakeUp, waiting.count) {
      waiting.popFirst()?.takeHandshakeStep()
    }
  }
}
