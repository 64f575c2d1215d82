internal import Framing

/// Rooms, being away, writing: what the router passes on and does not keep.
extension ClientSession {
  /// How often a peer is told that one is writing, and how long that is believed, in milliseconds.
  private static let typingInterval: Int64 = 3_000
  private static let typingTime: Int64 = 6_000

  /// Goes into a room, which is made where there is none; `onRoomsChange` tells that one is in it.
  package func join(_ room: Peer) {
    guard canTalkOfRooms else { return }
    write(.join(room: room.address))
  }

  /// Goes out of a room.
  package func leave(_ room: Peer) {
    guard canTalkOfRooms else { return }
    write(.leave(room: room.address))
  }

  /// Who is in a room, as far as the router told.
  package func members(of room: Peer) -> [String] { membersOfRooms[room] ?? [] }

  /// One is away from now on, for a reason that may be empty; over reconnects too.
  package func setAway(_ text: String?) {
    away = text ?? ""
    if state == .online, facts.speaksVersion2 { write(.away(text)) }
  }

  /// One is here again.
  package func back() {
    guard away != nil else { return }
    away = nil
    if state == .online, facts.speaksVersion2 { write(.back) }
  }

  package var isAway: Bool { away != nil }

  /// One is writing to a peer: call it at each key, the peer is told now and then.
  package func typing(to peer: Peer) {
    guard state == .online, facts.speaksVersion2,
      peer.isRoom || (roster.state(of: peer) != .offline && !isInDoubt(peer))
    else { return }
    let now = now()
    if let told = facts.toldTyping[peer], told...(told + Self.typingInterval) ~= now { return }
    facts.toldTyping[peer] = now
    write(.typing(Typing(to: peer.address)))
  }

  private var canTalkOfRooms: Bool {
    if state == .online, facts.speaksVersion2 { return true }
    onNotice?(state == .online ? ClientWording.noRooms : ClientWording.notConnectedForRooms)
    return false
  }

  func change(rooms joined: [Peer]) {
    let sorted = joined.sorted {
      $0 == .everyone ? $1 != .everyone : $1 != .everyone && $0.id < $1.id
    }
    guard sorted != rooms else { return }
    rooms = sorted
    onRoomsChange?()
  }

  func receive(_ members: RoomMembers) {
    guard Contact.isUsable(members.room) else { return }
    let room = Peer(members.room)
    membersOfRooms[room] = members.users.filter(Contact.isUsable)
    let isIn = members.users.contains { Peer($0) == Peer(name) }
    change(rooms: rooms.filter { $0 != room } + (isIn ? [room] : []))
    onMembers?(room)
  }

  func receive(_ typing: Typing) {
    guard let from = typing.from, Contact.isUsable(from), Peer(from) != Peer(name) else { return }
    let to = Peer(typing.to)
    let peer = to.isRoom ? to : Peer(from)
    guard let conversation = conversations[peer] else { return }
    writers[peer, default: [:]][Peer(from).title] = now() + Self.typingTime
    show(writers[peer], in: conversation)
  }

  /// Who has sent what they wrote is not writing any more.
  func stopTyping(_ from: String, in conversation: Conversation) {
    guard writers[conversation.peer]?.removeValue(forKey: Peer(from).title) != nil else { return }
    show(writers[conversation.peer], in: conversation)
  }

  func expireWriters() {
    let now = now()
    for (peer, names) in writers {
      // A clock that was set back would let somebody write for ever.
      let left = names.filter { now..<now + Self.typingTime + 1 ~= $0.value && $0.value > now }
      writers[peer] = left.isEmpty ? nil : left
      if let conversation = conversations[peer] { show(left, in: conversation) }
    }
  }

  var writersDue: Int64? {
    writers.values.flatMap(\.values).min().map { max(0, $0 - now()) }
  }

  private func show(_ names: [String: Int64]?, in conversation: Conversation) {
    conversation.setTyping((names ?? [:]).keys.sorted())
  }
}
