package import Framing

extension Router {
  /// Routes a message of a version 1 or 2 client.
  package mutating func receive(
    _ message: Message, from id: SessionID, at now: Int64
  ) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    if case .register(let registration) = message {
      return register(registration, from: id, at: now)
    }
    guard let dialect = dialect(of: id) else {
      return strike(id, .notRegistered, Wording.notRegistered(), at: now)
    }
    switch (message, dialect) {
    case (.chat(let chat), _): return route(chat, from: id, at: now)
    case (.join(let room), .version2): return join(room, from: id, at: now)
    case (.leave(let room), .version2): return leaveRoom(room, from: id, at: now)
    case (.away(let text), .version2): return setAway(User.Away(text: text), from: id)
    case (.back, .version2): return setAway(nil, from: id)
    case (.typing(let news), .version2): return typing(news, from: id, at: now)
    case (.ping(let t), .version2): return [.send(.message(.pong(t)), to: [id])]
    case (.pong(let t), .version2):
      hasAnswered(t, id)
      return []
    default: return refuse(.unknownType(message.type), from: id, at: now)
    }
  }

  /// Routes a body of a legacy client.
  package mutating func receive(
    _ message: LegacyMessage, from id: SessionID, at now: Int64
  ) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    if message == .disconnect { return quit(id, at: now) }
    guard isRegistered(id) else { return enterLegacy(id, with: message, at: now) }
    switch message {
    case .disconnect: return quit(id, at: now)
    case .say(let text): return say(text, from: id, at: now)
    case .username(let text):
      return say(LegacyMessage.usernamePrefix + text, from: id, at: now)
    case .whisper(let to, let text):
      return route(Chat(to: to, msg: text), from: id, at: now)
    }
  }

  private mutating func quit(_ id: SessionID, at now: Int64) -> [Delivery] {
    [.close(id, .clientQuit)] + leave(id, at: now)
  }

  private mutating func enterLegacy(
    _ id: SessionID, with message: LegacyMessage, at now: Int64
  ) -> [Delivery] {
    guard case .username(let name) = message else {
      let text = Wording.legacyNotRegistered()
      return close(id, .protocolError, error: .notRegistered, text, at: now)
    }
    return enter(id, as: Registration(username: name), speaking: .legacy, at: now)
  }
}
