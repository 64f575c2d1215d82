import Framing

extension Router {
  /// Tells a sender that what it said was lost with the connection of who should have read it.
  ///
  /// Only what is in no log can be lost.
  ///
  /// - Parameters:
  ///   - sender: Its name.
  ///   - recipient: The name of who has gone.
  ///   - isPrivate: Whether it was said to the recipient alone, not to everyone.
  /// - Returns: An `error`; nothing where the sender has gone too.
  package func tellUndelivered(
    from sender: String, to recipient: String, isPrivate: Bool
  ) -> [Delivery] {
    guard let session = directory.session(named: sender) else { return [] }
    let text =
      isPrivate
      ? Wording.notDelivered(to: recipient) : Wording.notDeliveredInRoom(to: recipient)
    return [tell(session, .noSuchUser, text, to: isPrivate ? recipient : Room.everyone)]
  }
}
