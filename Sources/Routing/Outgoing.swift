package import Framing

/// What is to be sent, not yet in bytes.
package enum Outgoing: Hashable, Sendable {
  case message(Message)

  /// One text for a legacy client, without its header.
  case legacy(String)

  /// A list of users as a whole frame, which all who get it share.
  case userList([UInt8])

  /// Whether it is worth nothing a moment later.
  package var isTyping: Bool {
    if case .message(.typing) = self { true } else { false }
  }
}
