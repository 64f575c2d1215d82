import Framing
import Storage

@testable import ChatClient

/// A conversation in memory whose both sides, and router, are the test.
final class ScriptedConversation {
  let history: History
  let conversation: Conversation
  private var count: Int64 = 0
  /// Milliseconds since 1970; moved on by each message.
  var now: Int64 = 0

  init(with peer: String = "bob") throws {
    history = try History(.memory)
    conversation = Conversation(with: Peer(peer), in: history)
  }

  /// Somebody else says something.
  @discardableResult
  func peer(_ text: String, name: String = "bob") -> Int64 {
    let item = history.take(text, by: name, in: conversation.thread, at: tick(), origin: origin())
    if let item { conversation.onAppend?(item) }
    return item?.key ?? -1
  }

  /// One says something, which waits for the router.
  @discardableResult
  func own(_ text: String) -> Int64 {
    let item = history.queue(text, in: conversation.thread, at: tick(), cid: "c\(count)")
    conversation.onAppend?(item)
    return item.key
  }

  /// The router takes what was said last.
  func acknowledge() {
    let done = history.acknowledge(cid: "c\(count)", origin: origin())
    if let done { conversation.onChange?(done.item) }
  }

  /// The router refuses what was said last.
  func refuse() {
    if let item = history.noteFailed(cid: "c\(count)") { conversation.onChange?(item) }
  }

  /// The peer's device, or the peer, has all that was acknowledged.
  func receive(_ delivery: HistoryItem.Delivery) {
    if history.receive(delivery, upTo: "m\(count)", in: conversation.thread) {
      conversation.onDelivery?()
    }
  }

  /// Puts messages before all others, as the router's history gives them; the newest first.
  func older(_ texts: [String]) {
    for (index, text) in texts.enumerated() {
      let origin = MessageOrigin(
        id: "o\(conversation.count)", seq: nil, time: -1_000 - Int64(index))
      _ = history.takeOlder(text, by: "bob", in: conversation.thread, origin: origin)
    }
    conversation.onRearrange?()
  }

  private func tick() -> Int64 {
    count += 1
    now += 1_000
    return now
  }

  private func origin() -> MessageOrigin { MessageOrigin(id: "m\(count)", seq: count, time: now) }
}

extension LocalTime {
  /// Times that read as their number of seconds, each thousand of which is a day.
  static var scripted: LocalTime {
    LocalTime(
      hoursAndMinutes: { "\($0 / 1_000)" }, day: { Int($0) / 1_000_000 },
      dayTitle: { "day \($0 / 1_000_000)" }, dateAndTime: { "at \($0 / 1_000)" })
  }
}
