internal import Framing
internal import Histogram
internal import Transport

extension Crowd {
  /// Takes one body that a user was sent.
  func take(_ body: Span<UInt8>, for user: User) {
    if let content = user.receiving?.read(body) { return arrived(content, at: user) }
    user.dialect == .legacy ? takeLine(body, for: user) : takeMessage(body, for: user)
  }

  private func takeMessage(_ body: Span<UInt8>, for user: User) {
    do throws(MessageError) {
      switch try Message.parse(body) {
      case .userList(let users): entered(user, listed: users.count)
      case .roster(let entries, _): entered(user, listed: entries.count + 1)
      case .presence(let entry): user.listed += entry.state == .offline ? -1 : 1
      case .chat(let chat): takeChat(chat, for: user)
      case .ping(let t): send(.pong(t), of: user)
      case .welcome, .acknowledgement, .pong: break
      case let other: faults.note("\(user.name) got \(other)")
      }
    } catch {
      faults.note("\(user.name) got what can't be read: \(error)")
    }
  }

  private func takeChat(_ chat: Chat, for user: User) {
    let text = Array(chat.msg.utf8)
    guard text.count == payload.size, let content = payload.read(text.span, at: 0),
      content.sender < users.count, chat.from == users[content.sender].name,
      chat.to == (user.partner == nil ? Room.everyone : user.name)
    else { return faults.note("\(user.name) got \(chat)") }
    arrived(content, at: user)
  }

  private func takeLine(_ body: Span<UInt8>, for user: User) {
    guard let utf8 = try? UTF8Span(validating: body) else {
      return faults.note("\(user.name) got what is not UTF-8")
    }
    let text = String(copying: utf8)
    if text.hasPrefix(LegacyMessage.userListPrefix) {
      entered(user, listed: text.utf8.lazy.filter { $0 == UInt8(ascii: ",") }.count + 1)
    } else if !text.hasPrefix("[server] ")
      || !(text.hasSuffix(" joined") || text.hasSuffix(" left"))
    {
      faults.note("\(user.name) got \(text)")
    }
  }

  private func entered(_ user: User, listed: Int) {
    user.listed = listed
    guard !user.isIn else { return }
    user.isIn = true
    inCount += 1
  }

  private func send(_ message: Message, of user: User) {
    var frame: [UInt8] = []
    FrameEncoder.append(message, to: &frame)
    user.connection.enqueue(frame)
  }

  /// A text has come as it was sent; it must be the next one of its sender's.
  private func arrived(_ content: Payload.Content, at user: User) {
    guard content.number == user.expected, user.partner.map({ $0.id == content.sender }) ?? true
    else {
      user.expected = content.number &+ 1
      return faults.note(
        "\(user.name) got number \(content.number) of \(content.sender), not \(user.expected)")
    }
    user.expected &+= 1
    received += 1
    latencies.record(UInt64(clamping: loop.now.nanoseconds - content.time))
    onArrival?(users[content.sender], user)
  }
}
