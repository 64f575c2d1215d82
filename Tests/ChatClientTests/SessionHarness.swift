import ChatClient
import Framing

/// A session whose router is the test.
final class SessionHarness {
  let session: ClientSession
  private var decoder = FrameDecoder(kind: .json, limit: Limits.frameFromClientMaximum)
  private(set) var arrived: [Conversation] = []
  private(set) var refusals: [ErrorMessage] = []
  private(set) var notices: [String] = []

  init(name: String = "alice") {
    session = ClientSession(name: name, device: "d1", now: { 1_000 })
    session.onSend = { [unowned self] in decoder.append($0.span) }
    session.onMessage = { [unowned self] in arrived.append($0) }
    session.onRefused = { [unowned self] in refusals.append($0) }
    session.onNotice = { [unowned self] in notices.append($0) }
  }

  /// What the session has written since the last call.
  func sent() throws -> [Message] {
    var messages: [Message] = []
    while let body = try decoder.next() { messages.append(try Message.parse(body.span)) }
    return messages
  }

  /// Sends messages as the router, each byte on its own.
  func router(_ messages: Message...) throws {
    var bytes: [UInt8] = []
    for message in messages { FrameEncoder.append(message, to: &bytes) }
    for byte in bytes { try session.receive([byte].span) }
  }

  /// Signs in to a router of version 2 where `others` are.
  func signIn(others: String...) throws {
    session.connected()
    let entries = others.map { RosterEntry(user: $0, state: .online) }
    try router(
      .welcome(
        Welcome(
          user: session.name, server: "r1", time: 1_000, first: 1, head: 0,
          limits: .init(frame: 65_536, pingMilliseconds: 60_000))),
      .roster(entries, rooms: ["#everyone"]))
    _ = try sent()
  }

  func texts(with name: String) -> [String] {
    session.conversation(with: Peer(name)).lines.map(\.text)
  }
}
