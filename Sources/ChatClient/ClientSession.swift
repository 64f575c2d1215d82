internal import DequeModule
package import Framing
internal import Storage

/// One person's side of the protocol, without a socket, a clock or a screen.
///
/// The owner feeds it what a connection says (`connected`, `receive`, `disconnected`), gives it `onSend`
/// to write with and calls `settle` at the end of each wake-up: then the history is committed, once, and
/// only after that anything leaves that speaks of it: what was typed, and what is stored here.
/// It offers version 2 in `register` and takes what it is answered: `welcome` from a router of
/// version 2, a `user_list` from one of version 1.
package final class ClientSession {
  package enum State: Hashable, Sendable {
    case offline
    /// The connection stands, the router has not answered `register` yet.
    case registering
    case online
  }

  /// Why a message was not taken; the text stays with the caller.
  package enum SendFailure: Error, Hashable, Sendable {
    /// The peer is not here, and a router of version 1 keeps nothing for them.
    case peerIsGone
    /// The peer's keys are others than those that were compared.
    case keyInDoubt
    /// The frame would be longer than the router takes, both in bytes.
    case tooLong(length: Int, limit: Int)
  }

  package let name: String
  package let roster = Roster()
  package private(set) var state = State.offline
  /// All conversations, also those of which this run has seen nothing yet.
  package internal(set) var conversations: [Peer: Conversation] = [:]
  /// The right to join, from an invitation or a code; forgotten once the router has let this person in.
  package var token: String?
  /// What is known of the keys of others; nil where nothing is encrypted.
  package var peerTrust: PeerTrust?
  /// Whether others are told that one has read what they wrote.
  package var sendsReadReceipts = true
  /// The rooms that one is in.
  package internal(set) var rooms: [Peer] = []
  /// What one says about being away; nil while one is not.
  package internal(set) var away: String?

  /// Bytes for the connection.
  package var onSend: (([UInt8]) -> Void)?
  package var onStateChange: (() -> Void)?
  /// The router refused the registration.
  package var onRefused: ((ErrorMessage) -> Void)?
  /// A message came from somebody else.
  package var onMessage: ((Conversation) -> Void)?
  package var onUnreadChange: (() -> Void)?
  /// An error or a note that belongs to no conversation.
  package var onNotice: ((String) -> Void)?
  /// The connection must be made anew: only then the router sends what is missing.
  package var onBehind: (() -> Void)?
  /// Which key the router says it will have next; nil for none planned.
  package var onNextPin: ((Pin?) -> Void)?
  package var onRoomsChange: (() -> Void)?
  /// Who is in a room was told or has changed.
  package var onMembers: ((Peer) -> Void)?
  /// What is known of somebody's keys has changed.
  package var onKeysChange: (() -> Void)?
  /// The router has answered what `requestLinkCode` asked.
  package var onLinkAnswer: ((LinkAnswer) -> Void)?

  let history: History
  let now: () -> Int64
  /// Whether what the history takes stays there; if not, the router is never told that it does.
  let isKept: Bool
  /// Why it does not, in plain words.
  package let problem: String?
  var facts = ConnectionFacts()
  /// What waits for the router, in the order in which it was typed.
  var outbox: Deque<Outgoing> = []
  /// What tells the messages of this run from those of all others.
  let run = String(UInt64.random(in: .min ... .max), radix: 16)
  var nextNumber = 0
  /// The cursor at which something was missing last.
  var lastGap: Int64?
  /// Whose draft the history does not have yet, and since when, in milliseconds since 1970.
  var newDrafts: [Peer: Int64] = [:]
  /// Where something was read that the router wasn't told of.
  var newlyRead: Set<Peer> = []
  /// Until when somebody counts as writing, in milliseconds since 1970, by name.
  var writers: [Peer: [String: Int64]] = [:]
  var membersOfRooms: [Peer: [String]] = [:]
  /// When the disk was tried last while it refuses, in milliseconds since 1970.
  var lastAttempt: Int64?
  /// Whether it was told that the disk refuses.
  var wasToldOfDisk = false
  private var decoder = FrameDecoder(kind: .json, limit: Limits.frameFromRouter)

  /// Makes a session.
  ///
  /// - Parameters:
  ///   - name: The name to register.
  ///   - kept: What this person said and was told so far.
  ///   - now: The time, in milliseconds since 1970, UTC.
  package init(name: String, kept: KeptHistory, now: @escaping () -> Int64) {
    self.name = name
    history = kept.history
    isKept = kept.isKept
    problem = kept.problem
    self.now = now
    for thread in history.threads.values { _ = conversation(with: Peer(thread.address)) }
    outbox = Deque(
      history.waiting().map { Outgoing(cid: $0.cid, text: $0.text, peer: Peer($0.address)) })
  }

  /// What the router said of the end of the connection, and when to come back, in milliseconds.
  package var farewell: Bye? { facts.farewell }

  // MARK: The connection

  /// The connection stands: registers.
  package func connected() {
    decoder = FrameDecoder(kind: .json, limit: Limits.frameFromRouter)
    facts = ConnectionFacts()
    change(to: .registering)
    write(
      .register(
        Registration(
          username: name, version: 2, device: history.device,
          since: isKept ? history.storedCursor : 0, token: token)))
  }

  /// The connection is gone.
  package func disconnected() {
    guard state != .offline else { return }
    let wasOnline = state == .online
    change(to: .offline)
    for conversation in conversations.values {
      conversation.mayHaveOlder = false
      conversation.setTyping([])
    }
    writers = [:]
    for peer in facts.asksOlder { endAskingOlder(peer) }
    if wasOnline { noteConnectionLost() }
  }

  /// Takes what came from the router: one message at least, and more while there is time.
  ///
  /// - Parameters:
  ///   - bytes: Any part of the stream; nothing to go on with what is held.
  ///   - hasTime: Asked behind each message.
  /// - Returns: Whether some of it waits for the next call.
  /// - Throws: What makes the stream unreadable: the owner closes the connection.
  @discardableResult
  package func receive(
    _ bytes: Span<UInt8>, while hasTime: () -> Bool = { true }
  ) throws(FramingError) -> Bool {
    decoder.append(bytes)
    while let body = try decoder.next() {
      receive(frame: body)
      guard hasTime() else { return decoder.bufferedCount > 0 }
    }
    return false
  }

  private func receive(frame body: [UInt8]) {
    do throws(MessageError) {
      receive(try Message.parse(body.span))
    } catch {
      // Types of a later version are not for this program; anything else is told.
      if case .unknownType = error { return }
      onNotice?(ClientWording.unreadable(error))
    }
  }

  private func receive(_ message: Message) {
    switch message {
    case .welcome(let welcome): receive(welcome)
    case .userList(let users): receive(users: users)
    case .roster(let entries, let rooms): receive(roster: entries, rooms: rooms)
    case .presence(let entry): receive(presence: entry)
    case .chat(let chat): receive(chat)
    case .acknowledgement(let ack): receive(ack)
    case .receipt(let receipt): receive(receipt)
    case .historyPage(let page): receive(page)
    case .members(let members): receive(members)
    case .typing(let typing): receive(typing)
    case .error(let error): receive(error)
    case .ping(let token): write(.pong(token))
    case .bye(let bye): facts.farewell = bye
    case .linkCode(let code): receive(code)
    case .keys(let keys): receive(keys)
    case .register, .pong, .stored, .read, .history, .join, .leave, .away, .back, .link, .askKeys:
      break
    }
  }

  func change(to newState: State) {
    guard state != newState else { return }
    state = newState
    onStateChange?()
  }

  func write(_ message: Message) {
    var bytes: [UInt8] = []
    FrameEncoder.append(message, to: &bytes)
    onSend?(bytes)
  }
}
