enum NoteKind { case notice, error }
extension Peer { package var isRoom: Bool { self == .everyone } }
extension Person { package var text: String? { nil } }
extension ClientSession {
  package var rooms: [Peer] { roster.hasEveryone ? [.everyone] : [] }
  package var onRoomsChange: (() -> Void)? {
    get { nil }
    set {}
  }
  package var onMembers: ((Peer) -> Void)? {
    get { nil }
    set {}
  }
  package func members(of room: Peer) -> [String] { [] }
  package func join(_ room: Peer) {}
  package func leave(_ room: Peer) {}
  package func setAway(_ text: String?) {}
  package func back() {}
  package var isAway: Bool { false }
  package func typing(to peer: Peer) {}
  package var sendsReadReceipts: Bool {
    get { true }
    set {}
  }
  package func requestOlder(_ peer: Peer) {}
  package func search(_ text: String, limit: Int) -> [SearchHit] {
    conversations.values.flatMap { $0.search(text, limit: limit) }
  }
}
