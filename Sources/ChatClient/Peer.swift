/// Whom a conversation is with: one person, or everyone.
package enum Peer: Hashable, Sendable {
  case person(Contact)
  case everyone

  /// Makes the peer of that name, as the wire writes it: `#everyone` is the room.
  package init(_ name: String) {
    if name == Self.everyoneAddress {
      self = .everyone
    } else {
      self = .person(Contact(name))
    }
  }

  /// How the wire writes the room of all.
  package static let everyoneAddress = "#everyone"

  /// The `to` of a message for it.
  package var address: String {
    switch self {
    case .person(let contact): contact.name
    case .everyone: Self.everyoneAddress
    }
  }

  /// What a person reads: in the roster, in titles.
  package var title: String {
    switch self {
    case .person(let contact): contact.shownName
    case .everyone: "Everyone"
    }
  }

  /// What tells it from others, whatever the case it is written in.
  package var id: String {
    switch self {
    case .person(let contact): contact.key
    case .everyone: Self.everyoneAddress
    }
  }

  package static func == (one: Peer, other: Peer) -> Bool { one.id == other.id }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
