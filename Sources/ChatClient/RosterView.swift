internal import Framing
package import Widgets

/// The inside of the roster window: oneself above, rooms and people, buttons and a status line below.
package final class RosterView: Widget {
  package var state = WidgetState()
  package let list = ListBox()
  /// A row was double-clicked, or Return pressed on it.
  package var onOpen: ((Peer) -> Void)?
  /// The way into a room was asked for.
  package var onJoin: (() -> Void)?
  /// Whoever is here goes away, or the other way round.
  package var onAway: (() -> Void)?

  /// One's own key was asked for.
  package var onKey: (() -> Void)?

  private let nameLabel: Label
  private let stateLabel = Label(style: .small, colorRole: .quiet, alignment: .trailing)
  private let statusLabel = Label(style: .small, colorRole: .quiet, wraps: true)
  private let joinButton = Button("Join room…")
  private let awayButton = Button("Away")
  private let keyButton = Button("Key…")
  private let column: Column
  private var peers: [String: Peer] = [:]

  package init(name: String) {
    nameLabel = Label(name, style: .bold)
    let header = Row(spacing: 6, [.stretch(nameLabel), .fixed(stateLabel), .fixed(keyButton)])
    let buttons = Row(spacing: 6, [.stretch(joinButton), .fixed(awayButton)])
    column = Column(
      spacing: 6, padding: 6,
      [.fixed(header), .stretch(list), .fixed(buttons), .fixed(statusLabel)])
    list.onActivate = { [unowned self] in open($0) }
    keyButton.isCompact = true
    keyButton.takesFocusByClick = false
    keyButton.isHidden = true
    keyButton.onPress = { [unowned self] in onKey?() }
    joinButton.onPress = { [unowned self] in onJoin?() }
    awayButton.onPress = { [unowned self] in onAway?() }
  }

  package var children: [any Widget] { [column] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    column.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    column.place(in: bounds, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  /// Shows the session as it is now: the state, rooms and people, what is unread, and of whom to beware.
  package func update(from session: ClientSession, warnings: [Peer: PeerWarning] = [:]) {
    stateLabel.text = RosterView.word(for: session)
    let canDoMore = session.roster.hasEveryone
    joinButton.isEnabled = canDoMore
    awayButton.isEnabled = canDoMore
    awayButton.title = session.isAway ? "Back" : "Away"
    let rows = RosterRows(of: session, warnings: warnings)
    peers = rows.peers
    list.setItems(rows.items)
  }

  /// Whether there is a key to be shown; Ctrl+K is the other way to it.
  package var hasKey: Bool {
    get { !keyButton.isHidden }
    set { keyButton.isHidden = !newValue }
  }

  /// Shows a sentence below the list.
  package func show(status: String, isError: Bool) {
    statusLabel.text = status
    statusLabel.colorRole = isError ? .error : .quiet
  }

  private func open(_ item: ListBox.Item) {
    if let peer = peers[item.id] { onOpen?(peer) }
  }

  private static func word(for session: ClientSession) -> String {
    switch session.state {
    case .offline: "not connected"
    case .registering: "signing in…"
    case .online: session.isAway ? "away" : "online"
    }
  }
}
