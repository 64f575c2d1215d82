import Framing

/// What the router knows of one connection.
struct Session {
  let kind: FrameKind
  var member: Member?

  /// It was told to close; whatever still comes from it is ignored.
  var isClosing = false
  var strikes = Strikes()

  init(kind: FrameKind) {
    self.kind = kind
  }
}
