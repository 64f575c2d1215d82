import Framing
package import Routing

/// What the daemon does with the queue of a router, with a log that is only in memory.
package struct MemoryLog {
  private struct Mark: Hashable {
    let sender: UserID
    let cid: [UInt8]
  }

  private var marks: [Mark: (id: MessageID, seq: Int64)] = [:]

  /// Whether the disk is full.
  package var isFailing = false

  package init() {}

  /// Puts what is queued into the log; what is to be sent for that.
  package mutating func commit(_ router: inout Router, at now: Int64) -> [Delivery] {
    var queue = LogQueue()
    swap(&queue, &router.queue)
    guard !isFailing else {
      let undone = queue.items.reversed().map { router.undo($0, of: queue) }
      return undone.reversed().flatMap(\.self)
    }
    return queue.items.flatMap { item in
      switch item {
      case .posting(let posting): commit(posting, of: queue, &router, at: now)
      case .join(let change), .leave(let change): router.announce(change)
      }
    }
  }

  private mutating func commit(
    _ posting: Posting, of queue: LogQueue, _ router: inout Router, at now: Int64
  ) -> [Delivery] {
    let cid = queue.mark(of: posting)
    let mark = cid.map { Mark(sender: posting.sender, cid: Array($0.utf8)) }
    if let mark, let found = marks[mark] {
      return acknowledge(posting, cid, found.id, found.seq, &router)
    }
    var lines: [NumberedMessage.Line] = []
    guard let message = router.number(posting, at: now, into: &lines) else {
      return router.refuse(posting, of: queue, because: .mailboxFull)
    }
    let own = message.ownSequence
    if let mark, let own { marks[mark] = (message.id, own) }
    let text = queue.bytes.span.extracting(posting.text)
    return (own.map { acknowledge(posting, cid, message.id, $0, &router) } ?? [])
      + self.lines(lines, of: message, cid, ChatFields.text(of: text), &router)
      + router.announce(message, text: text, last: lines.last)
  }

  private func acknowledge(
    _ posting: Posting, _ cid: String?, _ id: MessageID, _ seq: Int64, _ router: inout Router
  ) -> [Delivery] {
    guard let cid, router.isRegistered(posting.session) else { return [] }
    let ack = Acknowledgement(cid: cid, id: id.text, seq: seq, ts: id.milliseconds)
    return [.send(.message(.acknowledgement(ack)), to: [posting.session])]
  }

  private func lines(
    _ lines: [NumberedMessage.Line], of message: NumberedMessage, _ cid: String?, _ text: String,
    _ router: inout Router
  ) -> [Delivery] {
    let posting = message.posting
    return lines.flatMap { line in
      let isOwn = line.user == posting.sender
      let readers = router.version2Sessions(of: line.user)
        .filter { !isOwn || cid == nil || $0 != posting.session }
      let chat = Chat(
        to: router.text(of: posting.target), from: router.text(of: .user(posting.sender)),
        msg: text, cid: isOwn ? cid : nil, id: message.id.text, seq: line.seq,
        ts: message.id.milliseconds)
      return readers.isEmpty ? [] : [Delivery.send(.message(.chat(chat)), to: readers)]
    }
  }
}
