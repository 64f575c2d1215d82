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
  /// Whether the decoder holds a part of a frame.
  var isInsideFrame = false
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
}
