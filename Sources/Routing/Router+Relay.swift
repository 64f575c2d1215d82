import Framing

extension Router {
  /// Relays the chats at the front of what came from a client, without making a message of any.
  ///
  /// Here is the path of nearly every message: nothing is allocated, decoded or counted by reference. What is
  /// written in an uncommon way, is wrong or is no chat stops it, and goes the way of `receive`, which does the
  /// same with a chat. What is relayed is to be written before anything else is done.
  ///
  /// - Parameters:
  ///   - bytes: Frames as they came, the last perhaps in part.
  ///   - position: Where a frame begins; moved behind the last one that was relayed.
  ///   - id: The sender.
  ///   - now: Milliseconds since 1970.
  ///   - limit: How many messages to relay at most.
  ///   - writer: What is to write them, in order; nothing else is done with the router until it has.
  /// - Returns: How many messages were relayed.
  package mutating func relay(
    _ bytes: Span<UInt8>, from position: inout Int, of id: SessionID, at now: Int64,
    atMost limit: Int, into writer: inout RelayWriter
  ) -> Int {
    guard let sender = directory.lines.line(of: id), sender.dialect != .legacy,
      !isHeld(id)
    else { return 0 }
    defer { writer.begin(with: directory.lines.arena) }
    var count = 0
    while count < limit,
      let body = FrameDecoder.wholeBody(
        in: bytes, from: position, .json, limit: options.frameLimit),
      relay(
        bytes.extracting(body), at: body.lowerBound, of: sender, at: now,
        into: &writer.relays)
    {
      position = body.upperBound
      count += 1
    }
    return count
  }

  /// Relays one chat, as `relay` does, whose body is on its own; answers whether it did.
  package mutating func relay(
    body: Span<UInt8>, of id: SessionID, at now: Int64, into writer: inout RelayWriter
  ) -> Bool {
    guard let sender = directory.lines.line(of: id), sender.dialect != .legacy,
      !isHeld(id)
    else { return false }
    defer { writer.begin(with: directory.lines.arena) }
    return relay(body, at: 0, of: sender, at: now, into: &writer.relays)
  }

  private mutating func relay(
    _ body: Span<UInt8>, at start: Int, of sender: LineTable.Line, at now: Int64,
    into relays: inout [Relay]
  ) -> Bool {
    var chat = ChatFields()
    guard chat.scan(body) else { return false }
    if let from = chat.from,
      !directory.lines.isName(of: Int(sender.id.slot), from, of: body)
    {
      return false
    }
    let msg = chat.msg.lowerBound &+ start..<chat.msg.upperBound &+ start
    if let receiver = directory.lines.line(named: chat.to, of: body) {
      guard !sender.keepsLog, !receiver.keepsLog else {
        post(chat, of: body, to: .user(receiver.user), from: sender)
        return true
      }
      relay(msg, id: messageIDs.next(at: now), from: sender, to: receiver, into: &relays)
    } else if Room.isEveryone(body.extracting(chat.to)) {
      guard users.logKeepers.isEmpty else {
        post(chat, of: body, to: .room(.everyone), from: sender)
        return true
      }
      relayToEveryone(msg, id: messageIDs.next(at: now), from: sender, into: &relays)
    } else {
      return postToAbsent(chat, of: body, from: sender)
    }
    return true
  }

  /// Puts a chat to somebody who is away into the log; answers false where it is for nobody whose name is written so.
  private mutating func postToAbsent(
    _ chat: ChatFields, of body: Span<UInt8>, from sender: LineTable.Line
  ) -> Bool {
    guard let user = users.user(written: body.extracting(chat.to)),
      users.sessions(of: user).isEmpty
    else { return false }
    post(chat, of: body, to: .user(user), from: sender)
    return true
  }

  private mutating func post(
    _ chat: ChatFields, of body: Span<UInt8>, to target: Target, from sender: LineTable.Line
  ) {
    // With its quotes: what needs no escape is its own literal.
    let cid = chat.cid.map { $0.lowerBound &- 1..<$0.upperBound &+ 1 } ?? 0..<0
    post(
      body.extracting(chat.msg), to: target, cid: body.extracting(cid), from: sender.id,
      sender.user, sender.dialect ?? .version1)
  }

  @inline(__always)
  private mutating func relay(
    _ msg: Range<Int>, id: MessageID, from sender: LineTable.Line, to receiver: LineTable.Line,
    into relays: inout [Relay]
  ) {
    switch receiver.dialect {
    case .version1:
      relays.append(Relay(.version1, to: receiver, from: sender, part: msg, id: id))
    case .legacy:
      relays.append(Relay(.whisper, to: receiver, from: sender, part: msg, id: id))
    case .version2, nil: return
    }
  }

  /// Where nobody keeps a log only legacy clients hear what is said to all.
  private mutating func relayToEveryone(
    _ msg: Range<Int>, id: MessageID, from sender: LineTable.Line, into relays: inout [Relay]
  ) {
    for receiver in directory.legacy {
      guard let line = directory.lines.line(of: receiver) else { continue }
      relays.append(Relay(.line, to: line, from: sender, part: msg, id: id))
    }
  }
}
