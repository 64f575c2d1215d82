import Framing

extension Router {
  /// Tells a client that it sends faster than it may, which delays what it sends and loses nothing.
  ///
  /// - Parameters:
  ///   - id: The client.
  ///   - milliseconds: After how long it is read again.
  /// - Returns: An `error`, or a line for a legacy client.
  package func tellRateLimited(
    _ id: SessionID, retryMilliseconds milliseconds: Int64
  ) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    let text = Wording.rateLimited()
    guard sessions[id]?.kind == .json else {
      return [.send(.legacy(LegacyText.server(text)), to: [id])]
    }
    let error = ErrorMessage(msg: text, code: .rateLimited, retryMilliseconds: milliseconds)
    return [.send(.message(.error(error)), to: [id])]
  }
}
