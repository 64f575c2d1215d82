internal import Framing
internal import Routing
internal import Transport

/// One connected client.
final class Peer {
  let id: SessionID
  let connection: Connection
  let endpoint: Endpoint
  /// Why it will be turned away once its first byte shows what it speaks.
  var refusal: Refusal?
  /// The latest time for its registration.
  var registerDeadline: MonotonicTime
  /// Whether it began with TLS.
  var isEncrypted = false

  /// Cuts its stream into frames; nil until the first byte told which kind.
  var decoder: FrameDecoder?
  /// Whether the decoder holds a part of a frame.
  var isInsideFrame = false
  /// Why it is being closed; nil while it is not.
  var closeCode: CloseCode?
  /// What it speaks; nil until it has registered.
  var dialect: Dialect?
  /// Whose it is; nil until it has registered.
  var user: UserID?
  /// Its name as registered, for the log: the router forgets it when it closes.
  var name: String?
  /// The latest time for the frame of which only a part has come.
  var frameDeadline: MonotonicTime?
  /// The latest time for any sign of life after a ping.
  var pongDeadline: MonotonicTime?
  /// Holds it to its rate; nil where there is none.
  var gate: RateGate?
  /// A message that its rate did not let through yet.
  var heldBody: [UInt8]?
  /// When it is read again; nil while it is.
  var throttle: TimerID?
  /// What it takes up among those who are let in; nil where it is not.
  var ticket: Admission.Ticket?
  /// The newest of its user's log that it was sent; nil where it is sent none.
  var cursor: Int64?
  /// Where the replay to a version 1 client ends; nil for one of version 2, which goes on and on.
  var replayEnd: Int64?
  /// Whether it will be sent what it lacks at the end of this wake-up.
  var isPulling = false
  /// Whether bytes have been left waiting for it by a short write.
  var isBacklogged = false
  /// What is kept back while it lags.
  var held = HeldNews()
  /// The private message of which a part was written when the rest was dropped.
  var begun: LostMessage?
  /// When its deadlines are next looked at.
  var checkTime: MonotonicTime?
  var check: TimerID?

  init(
    id: SessionID, connection: Connection, endpoint: Endpoint, refusal: Refusal?,
    registerDeadline: MonotonicTime
  ) {
    self.id = id
    self.connection = connection
    self.endpoint = endpoint
    self.refusal = refusal
    self.registerDeadline = registerDeadline
  }

  /// The message that its rate kept back, or else the next one of what came.
  func nextFrame(
    in bytes: Span<UInt8>, from position: inout Int
  ) throws(FramingError) -> FramePlace? {
    if let body = heldBody {
      heldBody = nil
      return .joined(body)
    }
    let place = try decoder?.next(in: bytes, from: &position)
    isInsideFrame = decoder?.isInsideFrame ?? false
    return place
  }

  /// Keeps a message back that its rate does not admit, and what came behind it.
  func hold(_ place: FramePlace, of bytes: Span<UInt8>, and position: Int) {
    switch place {
    case .arrived(let body): heldBody = body.map { bytes[$0] }
    case .joined(let body): heldBody = body
    }
    decoder?.append(bytes.extracting(position..<bytes.count))
    isInsideFrame = decoder?.isInsideFrame ?? false
  }
}
