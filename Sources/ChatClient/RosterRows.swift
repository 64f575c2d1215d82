internal import Framing
internal import Widgets

/// The rows of the roster: rooms, who is here, and who isn't but was talked with, each part by name.
struct RosterRows {
  private(set) var items: [ListBox.Item] = []
  /// Whom each row is, by its id.
  private(set) var peers: [String: Peer] = [:]

  private let warnings: [Peer: PeerWarning]

  init(of session: ClientSession, warnings: [Peer: PeerWarning]) {
    self.warnings = warnings
    add(session.rooms.map { row(for: $0, in: session) })
    add(session.roster.people.map { row(for: Peer($0.name), $0.state, $0.text, in: session) })
    let oneself = Peer(session.name)
    let gone = session.conversations.keys.filter { $0 != oneself && peers[$0.id] == nil }
    add(gone.sorted { $0.id < $1.id }.map { row(for: $0, .offline, in: session) })
  }

  /// Adds a part, with a line above it.
  private mutating func add(_ part: [(peer: Peer, item: ListBox.Item)]) {
    for (number, row) in part.enumerated() where peers[row.peer.id] == nil {
      var item = row.item
      item.startsGroup = number == 0 && !items.isEmpty
      items.append(item)
      peers[row.peer.id] = row.peer
    }
  }

  private func row(
    for peer: Peer, _ state: PresenceState? = nil, _ text: String? = nil,
    in session: ClientSession
  ) -> (peer: Peer, item: ListBox.Item) {
    let warning = warnings[peer]
    let item = ListBox.Item(
      id: peer.id, text: peer.title, presence: state.map { ListBox.Presence($0) },
      unread: session.conversations[peer]?.unreadCount ?? 0,
      detail: warning?.short ?? (state == .away ? text ?? "away" : ""), isWarning: warning != nil)
    return (peer, item)
  }
}
