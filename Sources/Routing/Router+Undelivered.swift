import Framing

extension Router {
  /// Tells a sender that what it said was lost with the connection of who should have read it.
  ///
  /// - Parameters:
  ///   - sender: Its name.
  ///   - recipient: The name of who has gone.
  ///   - id: The message's mark, where one is known.
  ///   - isPrivate: Whether it was said to the recipient alone, not to everyone.
  /// - Returns: An `error`; nothing where the sender has gone too.
  package func tellUndelivered(
    from sender: String, to recipient: String, id: String?, isPrivate: Bool
  ) -> [Delivery] {
    guard let session = directory.session(named: sender) else { return [] }
    let text =
      isPrivate
      ? Wording.notDelivered(to: recipient) : Wording.notDeliveredInRoom(to: recipient)
    let cid = isPrivate ? id.flatMap { self.cid(of: $0, from: session) } : nil
    return [tell(session, .noSuchUser, text, to: isPrivate ? recipient : Room.everyone, re: cid)]
  }

  /// The client's own mark of a message, where it was among its latest.
  private func cid(of id: String, from session: SessionID) -> String? {
    sessions[session]?.member?.relayed.cid(of: id)
  }
}
