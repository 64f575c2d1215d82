import ChatClient
import Framing
import Storage

/// A session whose router is the test.
final class SessionHarness {
  let session: ClientSession
  let history: History
  /// What the session takes for the time.
  var now: Int64 {
    get { clock.now }
    set { clock.now = newValue }
  }
  private let clock = Clock()
  private var decoder = FrameDecoder(kind: .json, limit: Limits.frameFromClientMaximum)
  private(set) var arrived: [Conversation] = []
  private(set) var refusals: [ErrorMessage] = []
  private(set) var notices: [String] = []
  /// How often the session asked for a new connection.
  private(set) var timesBehind = 0
  /// After how many milliseconds the session wants to be settled, as it said last.
  private(set) var wait: Int64?

  private final class Clock {
    var now: Int64 = 1_000
  }

  /// Makes a session that keeps its history in a file, or nowhere.
  init(name: String = "alice", file: String? = nil) throws {
    let kept = try file.map { try KeptHistory.open($0) } ?? KeptHistory.inMemory()
    history = kept.history
    session = ClientSession(name: name, kept: kept, now: { [clock] in clock.now })
    session.onSend = { [unowned self] in decoder.append($0.span) }
    session.onMessage = { [unowned self] in arrived.append($0) }
    session.onRefused = { [unowned self] in refusals.append($0) }
    session.onNotice = { [unowned self] in notices.append($0) }
    session.onBehind = { [unowned self] in timesBehind += 1 }
  }

  /// Ends the wake-up.
  ///
  /// - Returns: What the session has written since the last call.
  @discardableResult
  func sent() throws -> [Message] {
    wait = session.settle()
    var messages: [Message] = []
    while let body = try decoder.next() { messages.append(try Message.parse(body.span)) }
    return messages
  }

  /// The chats that the session has written since the last call.
  func chats() throws -> [Chat] {
    try sent().compactMap { if case .chat(let chat) = $0 { chat } else { nil } }
  }

  /// Sends messages as the router, each byte on its own.
  func router(_ messages: Message...) throws {
    var bytes: [UInt8] = []
    for message in messages { FrameEncoder.append(message, to: &bytes) }
    for byte in bytes { try session.receive([byte].span) }
  }

  /// Signs in to a router of version 2 where `others` are.
  ///
  /// - Returns: What the session has written meanwhile.
  @discardableResult
  func signIn(
    others: String..., server: String = "r1", first: Int64 = 1, head: Int64 = 0
  ) throws -> [Message] {
    session.connected()
    let entries = others.map { RosterEntry(user: $0, state: .online) }
    try router(
      .welcome(
        Welcome(
          user: session.name, server: server, time: now, first: first, head: head,
          limits: .init(frame: 65_536, pingMilliseconds: 60_000))),
      .roster(entries, rooms: ["#everyone"]))
    return try sent()
  }

  /// Signs in to a router of version 1 where `others` are.
  func signInToVersion1(others: String...) throws {
    session.connected()
    try router(.userList([session.name] + others))
    _ = try sent()
  }

  /// Acknowledges a chat as a router of version 2.
  func acknowledge(_ chat: Chat, id: String, seq: Int64, at time: Int64 = 1_000) throws {
    guard let cid = chat.cid else { return }
    try router(.acknowledgement(Acknowledgement(cid: cid, id: id, seq: seq, ts: time)))
  }

  func items(with name: String) -> [Conversation.Item] {
    session.conversation(with: Peer(name)).latest(.max)
  }

  func texts(with name: String) -> [String] { items(with: name).map(\.text) }

  func notes(with name: String) -> [Note] { session.conversation(with: Peer(name)).notes }

  /// How far one's own messages to somebody have come.
  func deliveries(to name: String) -> [HistoryItem.Delivery] {
    items(with: name).compactMap { if case .own(let delivery) = $0.kind { delivery } else { nil } }
  }
}
