package import Framing

extension Router {
  /// Answers a well-framed but wrong message; too many in a short time close the connection.
  package mutating func refuse(
    _ error: MessageError, from id: SessionID, at now: Int64
  ) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    return strike(id, error.code, Wording.text(for: error), at: now)
  }

  /// Answers a stream that cannot be read on, and closes it.
  package mutating func refuse(
    _ error: FramingError, from id: SessionID, at now: Int64
  ) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    return close(id, error.closeCode, error: error.code, Wording.text(for: error), at: now)
  }

  /// Closes a client that took too long: to say its name, to finish a message, to answer.
  ///
  /// - Returns: An `error` that says which, `bye` for version 2, the close and the news for the others; nothing
  ///   for who never said a byte.
  package mutating func giveUp(_ id: SessionID, _ code: CloseCode, at now: Int64) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    switch code {
    case .registerTimeout:
      return close(id, code, error: .notRegistered, Wording.registerTimeout(), at: now)
    case .protocolError:
      return close(id, code, error: .badFrame, Wording.unfinishedFrame(), at: now)
    default:
      return farewell(to: id, code) + leave(id, at: now)
    }
  }

  func isListening(to id: SessionID) -> Bool {
    sessions[id].map { !$0.isClosing } ?? false
  }

  /// Sends an error for a wrong message, and closes when it is one too many.
  mutating func strike(
    _ id: SessionID, _ code: ErrorCode, _ text: String, re cid: String? = nil, at now: Int64
  ) -> [Delivery] {
    guard sessions[id]?.strikes.survives(now, window: options.strikeWindow) ?? true else {
      return close(id, .protocolError, error: code, Wording.tooManyErrors(), re: cid, at: now)
    }
    return [tell(id, code, text, re: cid)]
  }

  /// Sends a fatal error, says good-bye where the dialect can, closes, and tells the others.
  mutating func close(
    _ id: SessionID, _ closeCode: CloseCode, error code: ErrorCode, _ text: String,
    re cid: String? = nil, at now: Int64
  ) -> [Delivery] {
    let words = [tell(id, code, text, re: cid, isFatal: true)] + farewell(to: id, closeCode)
    return words + leave(id, at: now)
  }

  /// Tells one client what was wrong, in its own way.
  func tell(
    _ id: SessionID, _ code: ErrorCode, _ text: String, to peer: String? = nil,
    re cid: String? = nil, isFatal: Bool? = nil
  ) -> Delivery {
    guard sessions[id]?.kind == .json else {
      return .send(.legacy(LegacyText.server(text)), to: [id])
    }
    let error = ErrorMessage(
      msg: text, code: code, to: peer, re: dialect(of: id) == .version2 ? cid : nil,
      isFatal: isFatal)
    return .send(.message(.error(error)), to: [id])
  }
}
