import Framing

/// What the router knows of one connection.
struct Session {
  let kind: FrameKind

  /// Whether it comes from the router's own machine, or has proved with a key whose it is.
  var isNear: Bool
  var member: Member?

  /// It was told to close; whatever still comes from it is ignored.
  var isClosing = false
  var strikes = Strikes()

  init(kind: FrameKind, isNear: Bool) {
    (self.kind, self.isNear) = (kind, isNear)
  }
}
