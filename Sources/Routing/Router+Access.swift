package import Framing

extension Router {
  /// Refuses a name, and closes.
  package mutating func refuseName(
    to id: SessionID, _ code: ErrorCode, _ closeCode: CloseCode, _ text: String, at now: Int64
  ) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    return close(id, closeCode, error: code, text, at: now)
  }

  /// Tells somebody who is in that it is not any more, and closes.
  package mutating func kick(_ id: SessionID, at now: Int64) -> [Delivery] {
    refuseName(to: id, .forbidden, .kicked, Wording.kicked(), at: now)
  }

  /// Answers a client with one message.
  package func answer(_ message: Message, to id: SessionID) -> [Delivery] {
    isListening(to: id) ? [.send(.message(message), to: [id])] : []
  }

  /// Tells a client why what it asked for is not done; the connection stays.
  package func deny(_ code: ErrorCode, _ text: String, to id: SessionID) -> [Delivery] {
    isListening(to: id) ? [tell(id, code, text)] : []
  }
}
