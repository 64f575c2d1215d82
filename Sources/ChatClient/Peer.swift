internal import Framing

/// Whom a conversation is with: one person, or everyone.
package enum Peer: Hashable, Sendable {
  case person(name: String, key: String)
  case everyone

  /// Makes the peer of that name, as the wire writes it: `#everyone` is the room.
  package init(_ name: String) {
    if name == Self.everyoneAddress {
      self = .everyone
    } else {
      self = .person(name: name, key: Self.key(of: name))
    }
  }

  /// How the wire writes the room of all.
  package static let everyoneAddress = "#everyone"

  /// What is compared of a name: as the router does where the name follows its rules.
  private static func key(of name: String) -> String {
    (try? Name.parse(name).key) ?? name.lowercased()
  }

  /// The `to` of a message for it.
  package var address: String {
    switch self {
    case .person(let name, _): name
    case .everyone: Self.everyoneAddress
    }
  }

  /// What a person reads: in the roster, in titles.
  package var title: String {
    switch self {
    case .person(let name, _): name
    case .everyone: "Everyone"
    }
  }

  /// What tells it from others, whatever the case it is written in.
  package var id: String {
    switch self {
    case .person(_, let key): key
    case .everyone: Self.everyoneAddress
    }
  }

  package static func == (one: Peer, other: Peer) -> Bool { one.id == other.id }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
