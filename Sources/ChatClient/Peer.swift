/// Whom a conversation is with: one person, or a room.
package enum Peer: Hashable, Sendable {
  case person(Contact)
  /// A room; its contact is what follows the `#`.
  case room(Contact)

  /// Makes the peer of that name, as the wire writes it: a room's begins with `#`.
  package init(_ name: String) {
    if name.utf8.first == UInt8(ascii: "#") {
      self = .room(Contact(String(name.unicodeScalars.dropFirst())))
    } else {
      self = .person(Contact(name))
    }
  }

  /// The room that everybody is in.
  package static let everyone = Peer("#everyone")

  /// The `to` of a message for it.
  package var address: String {
    switch self {
    case .person(let contact): contact.name
    case .room(let contact): "#" + contact.name
    }
  }

  /// What a person reads: in the roster, in titles.
  package var title: String {
    switch self {
    case .person(let contact): contact.shownName
    case .room(let contact): self == .everyone ? "Everyone" : "#" + contact.shownName
    }
  }

  /// What tells it from others, whatever the case it is written in.
  package var id: String {
    switch self {
    case .person(let contact): contact.key
    case .room(let contact): "#" + contact.key
    }
  }

  package var isRoom: Bool {
    if case .room = self { true } else { false }
  }

  package static func == (one: Peer, other: Peer) -> Bool { one.id == other.id }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
