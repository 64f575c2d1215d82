package import Framing

/// Which keys people's names belong to, for who wants to know with whom they speak.
///
/// Whose each name is stands in `Access`, beside the router; here is who asks and who is told.
extension Router {
  /// Answers a client that asks about somebody's keys, and tells it from then on when they change.
  ///
  /// - Parameters:
  ///   - text: The name that it asks about.
  ///   - id: The client, of version 2.
  ///   - pins: The keys that a name belongs to; nil for none.
  /// - Returns: `keys`, or an `error` of somebody unknown, or of one too many.
  package mutating func tellKeys(
    of text: String, to id: SessionID, _ pins: (Name) -> Set<Pin>?
  ) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    guard let name = try? Name.parse(text) else { return refuseUnknown(text, to: id) }
    let (user, found) = (users.user(named: name), pins(name))
    guard user != nil || found != nil else { return refuseUnknown(text, to: id) }
    guard keyWatches.add(id, to: name) else {
      return [tell(id, .forbidden, Wording.tooManyWatches(), to: text)]
    }
    return send(keys(of: name, found), to: [id])
  }

  /// Tells who has asked about a name that it belongs to these keys now.
  package func keysChanged(of name: Name, to pins: Set<Pin>?) -> [Delivery] {
    send(keys(of: name, pins), to: keyWatches.watchers(of: name).filter { isListening(to: $0) })
  }

  private func keys(of name: Name, _ pins: Set<Pin>?) -> Outgoing {
    let registered = users.user(named: name).flatMap { users[$0]?.name } ?? name
    let sorted = (pins ?? []).sorted { $0.text < $1.text }
    let told = Array(sorted.prefix(Limits.keysOfAName))
    return .message(.keys(BoundKeys(user: registered.text, pins: told)))
  }
}
