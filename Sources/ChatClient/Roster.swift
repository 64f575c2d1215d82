package import Framing

/// The people that the router says are here, oneself excepted, in the order of their names.
package final class Roster {
  /// Sorted when first asked for after a change: a thousand people who come at once cost one sorting.
  package var people: [Person] {
    if let sorted { return sorted }
    let keyed = states.map { (key: $0.key.id, person: $0.value) }
    let people = keyed.sorted { $0.key < $1.key }.map(\.person)
    sorted = people
    return people
  }

  /// Whether the router relays to everyone; one that speaks version 1 only does not.
  package private(set) var hasEveryone = false
  /// Something changed; who left or came is told apart by `onPresence`.
  package var onChange: (() -> Void)?

  private var states: [Peer: Person] = [:]
  private var sorted: [Person]?

  package init() {}

  package func state(of peer: Peer) -> PresenceState {
    peer.isRoom ? .online : states[peer]?.state ?? .offline
  }

  /// Takes a whole list and tells who is new in it and who is gone.
  ///
  /// - Parameters:
  ///   - newPeople: Everybody here but oneself.
  ///   - hasEveryone: Whether there is a room of all.
  /// - Returns: The peers that came and those that left, in no order.
  package func replace(
    with newPeople: [Person], hasEveryone: Bool
  ) -> (came: [Peer], left: [Peer]) {
    let before = states
    states = [:]
    for person in newPeople where person.state != .offline { states[Peer(person.name)] = person }
    self.hasEveryone = hasEveryone
    changed()
    return (
      came: states.keys.filter { before[$0] == nil },
      left: before.keys.filter { states[$0] == nil }
    )
  }

  /// Takes the news of one person.
  ///
  /// - Returns: Whether that person came or left with it.
  package func update(_ person: Person) -> Bool {
    let peer = Peer(person.name)
    let wasHere = states[peer] != nil
    states[peer] = person.state == .offline ? nil : person
    changed()
    return wasHere != (states[peer] != nil)
  }

  private func changed() {
    sorted = nil
    onChange?()
  }
}
