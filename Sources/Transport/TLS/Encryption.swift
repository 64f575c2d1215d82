internal import struct SystemPackage.Errno

/// The TLS of one connection: its session, and what belongs to its time and its queue.
///
///     outbound: plain text   [ in flight | waiting ]
///     output: a record        the part in flight, encrypted
///
/// At most one record is encrypted ahead, and its plain text stays in the queue until all of it is written: what
/// a broken connection had not sent can still be told, and what waits is counted as in the clear. A burst costs
/// no more memory than in the clear either.
final class Encryption {
  let session: TLSSession
  /// How much of the queue is encrypted and not all written.
  private(set) var inFlight = 0
  /// What came with the first byte, for the first step.
  var firstBytes: [UInt8]
  /// Whether a step of the handshake is due, and its turn has not come.
  var isWaitingForTurn = false
  /// How long a part of a record may wait for its rest.
  let recordLimit: Duration
  /// Since when one does; nil where none does.
  var recordBegan: MonotonicTime?
  /// Ends the handshake where it takes too long; later, looks at the half record.
  var timer: TimerID?
  private var onSecure: (() -> Void)?

  /// - Parameters:
  ///   - session: What encrypts.
  ///   - firstBytes: What came with the first byte, for the first step.
  ///   - recordLimit: How long a part of a record may wait for its rest.
  ///   - onSecure: Called once, when the handshake is over.
  init(
    _ session: TLSSession, firstBytes: [UInt8], recordLimit: Duration,
    onSecure: @escaping () -> Void
  ) {
    self.session = session
    self.firstBytes = firstBytes
    self.recordLimit = recordLimit
    self.onSecure = onSecure
  }

  /// The handshake is over.
  func becameSecure(on loop: EventLoop) {
    if let timer { loop.cancel(timer) }
    timer = nil
    let tell = onSecure
    onSecure = nil
    tell?()
  }

  /// The connection is closed.
  func end(on loop: EventLoop) {
    if let timer { loop.cancel(timer) }
    (timer, onSecure) = (nil, nil)
  }

  /// Whether there is something to write, given what is in the queue.
  func hasOutput(_ outbound: borrowing OutboundQueue) -> Bool {
    !session.output.isEmpty || (session.isSecure && outbound.count > inFlight)
  }

  /// Encrypts and writes as much as the socket takes; answers how many bytes that were, on the wire.
  func write(_ outbound: inout OutboundQueue, to descriptor: Int32) throws(Errno) -> Int {
    var total = 0
    while true {
      total += try session.output.write(to: descriptor)
      guard session.output.isEmpty else { return total }
      settle(&outbound)
      guard session.isSecure, !outbound.isEmpty else { return total }
      inFlight = try encryptNext(of: &outbound)
    }
  }

  /// Takes what was encrypted for sent.
  func settle(_ outbound: inout OutboundQueue) {
    guard inFlight > 0 else { return }
    outbound.drop(inFlight)
    inFlight = 0
  }

  private func encryptNext(of outbound: inout OutboundQueue) throws(Errno) -> Int {
    let count = unsafe outbound.withFront(TLSSession.recordLimit) { bytes in
      unsafe session.encrypt(bytes) ? bytes.count : nil
    }
    // OpenSSL is out of memory, or the session has failed: nothing more can be sent.
    guard let count else { throw .ioError }
    return count
  }
}
