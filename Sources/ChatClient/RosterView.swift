internal import Framing
package import Widgets

/// The inside of the roster window: oneself above, the people, a status line below.
package final class RosterView: Widget {
  package var state = WidgetState()
  package let list = ListBox()
  /// A row was double-clicked, or Return pressed on it.
  package var onOpen: ((Peer) -> Void)?

  private let nameLabel: Label
  private let stateLabel = Label(style: .small, colorRole: .quiet, alignment: .trailing)
  private let statusLabel = Label(style: .small, colorRole: .quiet, wraps: true)
  private let column: Column
  /// Whom the rows are, by their items' identities.
  private var shownPeers: [String: Peer] = [:]

  package init(name: String) {
    nameLabel = Label(name, style: .bold)
    let header = Row(spacing: 6, [.stretch(nameLabel), .fixed(stateLabel)])
    column = Column(
      spacing: 6, padding: 6, [.fixed(header), .stretch(list), .fixed(statusLabel)])
    list.onActivate = { [unowned self] in open($0) }
  }

  package var children: [any Widget] { [column] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    column.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    column.place(in: bounds, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  /// Shows the session as it is now: the state, the people and what is unread.
  package func update(from session: ClientSession) {
    stateLabel.text = RosterView.word(for: session.state)
    let peers = peers(of: session)
    shownPeers = Dictionary(peers.map { ($0.peer.id, $0.peer) }, uniquingKeysWith: { $1 })
    list.setItems(peers.map { row(for: $0.peer, $0.state, in: session) })
  }

  /// Shows a sentence below the list.
  package func show(status: String, isError: Bool) {
    statusLabel.text = status
    statusLabel.colorRole = isError ? .error : .quiet
  }

  private func open(_ item: ListBox.Item) {
    if let peer = shownPeers[item.id] { onOpen?(peer) }
  }

  /// The rooms, then who is here, then who has gone but was talked with, each part by name.
  private func peers(of session: ClientSession) -> [(peer: Peer, state: PresenceState?)] {
    let here = session.roster.people.map { (peer: Peer($0.name), state: Optional($0.state)) }
    let gone = session.conversations.keys.filter { peer in
      peer != Peer(session.name) && session.roster.state(of: peer) == .offline
    }
    return session.rooms.map { (peer: $0, state: nil) } + here
      + gone.sorted { $0.id < $1.id }.map { (peer: $0, state: .offline) }
  }

  private func row(
    for peer: Peer, _ state: PresenceState?, in session: ClientSession
  ) -> ListBox.Item {
    ListBox.Item(
      id: peer.id, text: peer.title, presence: state.map(RosterView.presence),
      unread: session.conversations[peer]?.unreadCount ?? 0)
  }

  private static func presence(for state: PresenceState) -> ListBox.Presence {
    switch state {
    case .online: .online
    case .away: .away
    case .offline: .offline
    }
  }

  private static func word(for state: ClientSession.State) -> String {
    switch state {
    case .offline: "not connected"
    case .registering: "signing in…"
    case .online: "online"
    }
  }
}
