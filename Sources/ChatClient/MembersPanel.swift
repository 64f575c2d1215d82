internal import Framing
package import Widgets

/// Who is in a room, and the way out of it: at the right of the room's window.
package final class MembersPanel: Widget {
  package var state = WidgetState()
  package let list = ListBox()
  /// A name was double-clicked, or Return pressed on it.
  package var onOpen: ((Peer) -> Void)?
  package var onLeave: (() -> Void)?

  private let label = Label(style: .small, colorRole: .quiet)
  private let column: Column
  private var peers: [String: Peer] = [:]

  package init() {
    let leaveButton = Button("Leave room")
    column = Column(spacing: 4, [.fixed(label), .stretch(list), .fixed(leaveButton)])
    leaveButton.onPress = { [unowned self] in onLeave?() }
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

  /// Shows who is in the room, and whether they can be reached.
  package func update(members: [String], of session: ClientSession) {
    label.text = members.count == 1 ? "1 member" : "\(members.count) members"
    let all = members.map { Peer($0) }
    peers = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    list.setItems(
      all.map { peer in
        let isOneself = peer == Peer(session.name)
        let own: PresenceState = session.isAway ? .away : .online
        let state = isOneself ? own : session.roster.state(of: peer)
        return ListBox.Item(
          id: peer.id, text: peer.title, presence: ListBox.Presence(state),
          detail: isOneself ? "you" : ""
        )
      })
  }

  private func open(_ item: ListBox.Item) {
    if let peer = peers[item.id] { onOpen?(peer) }
  }
}
