package import Framing

/// What the router wants done, in order.
package enum Delivery: Hashable, Sendable {
  /// Send the same to each of these, which are at least one; it needs to be encoded only once.
  case send(Outgoing, to: [SessionID])

  /// Close this one, once what was sent to it before has left.
  case close(SessionID, CloseCode)
}
