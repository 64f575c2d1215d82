internal import Framing
internal import Routing
internal import Transport

/// One connected client.
final class Peer {
  let id: SessionID
  let connection: Connection
  let endpoint: Endpoint
  /// Why it will be turned away once its first byte shows what it speaks.
  let refusal: Refusal?
  /// The latest time for its registration.
  let registerDeadline: MonotonicTime

  /// Cuts its stream into frames; nil until the first byte told which kind.
  var decoder: FrameDecoder?
  /// Why it is being closed; nil while it is not.
  var closeCode: CloseCode?
  /// What it speaks; nil until it has registered.
  var dialect: Dialect?
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

  /// The message that its rate kept back, or else the next one.
  func nextBody() throws(FramingError) -> [UInt8]? {
    if let heldBody { return heldBody }
    return try decoder?.next()
  }
}
