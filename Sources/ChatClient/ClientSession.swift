package import Framing

/// One person's side of the protocol, without a socket, a clock or a screen.
///
/// The owner feeds it what a connection says (`connected`, `receive`, `disconnected`) and gives it
/// `onSend` to write with; it keeps the roster and the conversations and tells what changed.
/// It offers version 2 in `register` and takes what it is answered: `welcome` from a router of
/// version 2, a `user_list` from one of version 1.
package final class ClientSession {
  package enum State: Hashable, Sendable {
    case offline
    /// The connection stands, the router has not answered `register` yet.
    case registering
    case online
  }

  /// Why a message was not sent; the text stays with the caller.
  package enum SendFailure: Error, Hashable, Sendable {
    case notConnected
    case peerIsGone
    /// The frame would be longer than the router takes, both in bytes.
    case tooLong(length: Int, limit: Int)
  }

  package let name: String
  package let roster = Roster()
  package private(set) var state = State.offline
  /// What the router said of the end of the connection, and when to come back, in milliseconds.
  package private(set) var farewell: Bye?
  package internal(set) var conversations: [Peer: Conversation] = [:]

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

  let device: String
  let now: () -> Int64
  private var decoder = FrameDecoder(kind: .json, limit: Limits.frameFromRouter)
  var speaksVersion2 = false
  /// Whether the first list since signing in has come.
  var hasWholeRoster = false
  var frameLimit = Limits.frameFromClient
  var nextNumber = 0
  /// What was sent and not acked, by its `cid`.
  var unacknowledged: [String: (peer: Peer, text: String)] = [:]
  /// What was last sent to a router of version 1, which says only what did not arrive.
  var unconfirmed: [(peer: Peer, text: String)] = []
  /// To whom something was sent last.
  var lastSpokenTo: Peer?
  /// Whether it was said that the router takes messages more slowly than they are sent.
  var wasToldOfDelay = false
  /// Whom a version 1 error without a `to` is about.
  var lastAddressed: Peer?

  /// Makes a session.
  ///
  /// - Parameters:
  ///   - name: The name to register.
  ///   - device: Tells this program from others of the same person; the same over reconnects.
  ///   - now: The time, in milliseconds since 1970, UTC.
  package init(name: String, device: String, now: @escaping () -> Int64) {
    self.name = name
    self.device = device
    self.now = now
  }

  // MARK: The connection

  /// The connection stands: registers.
  package func connected() {
    decoder = FrameDecoder(kind: .json, limit: Limits.frameFromRouter)
    speaksVersion2 = false
    hasWholeRoster = false
    wasToldOfDelay = false
    unconfirmed = []
    farewell = nil
    change(to: .registering)
    write(.register(Registration(username: name, version: 2, device: device)))
  }

  /// The connection is gone.
  package func disconnected() {
    guard state != .offline else { return }
    let wasOnline = state == .online
    change(to: .offline)
    noteUnacknowledged()
    if wasOnline { noteConnectionLost() }
  }

  /// Takes what came from the router.
  ///
  /// - Parameter bytes: Any part of the stream.
  /// - Throws: What makes the stream unreadable: the owner closes the connection.
  package func receive(_ bytes: Span<UInt8>) throws(FramingError) {
    decoder.append(bytes)
    while let body = try decoder.next() { receive(frame: body) }
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
    case .acknowledgement(let ack): unacknowledged[ack.cid] = nil
    case .error(let error): receive(error)
    case .ping(let token): write(.pong(token))
    case .bye(let bye): farewell = bye
    case .register, .pong, .stored, .read, .history, .join, .leave, .away, .back: break
    case .receipt, .historyPage, .members, .typing: break
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
