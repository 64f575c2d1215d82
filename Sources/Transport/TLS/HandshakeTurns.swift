internal import CLinux
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
  /// From so many on it is worth asking for the memory back that they used, once they are quiet.
  private static let crowd = 32
  private static let quiet = Duration.seconds(4)
  /// What one read of a connection can bring: a part of a record that came before, and the whole of the read.
  private static let plainSize = EventLoop.readBudget + 2 * TLSSession.recordLimit

  let plain: UnsafeMutableRawBufferPointer
  private var waiting: Deque<Connection> = []
  private var finished = 0

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

  /// Takes note that a handshake is over.
  ///
  /// Each has used three times the memory that stays, and of a crowd's the holes lie between what stays: glibc keeps
  /// them, about 14 KiB for each connection, unless it is told to give them back.
  func hasFinished(on loop: EventLoop) {
    finished += 1
    guard finished == Self.crowd else { return }
    loop.schedule(after: Self.quiet) { [weak self] in
      self?.finished = 0
      _ = malloc_trim(0)
    }
  }

  var isAnyoneWaiting: Bool { !waiting.isEmpty }

  /// Lets the first ones take their step.
  func takeSteps() {
    for _ in 0..<min(Self.stepsAWakeUp, waiting.count) {
      waiting.popFirst()?.takeHandshakeStep()
    }
  }
}
