import Framing
import Testing
import Transport

@testable import banterd

@Suite struct LostMailTests {
  private func frames(_ messages: [Message]) -> [UInt8] {
    var bytes: [UInt8] = []
    for message in messages { FrameEncoder.append(message, to: &bytes) }
    return bytes
  }

  private let mail: [Message] = [
    .chat(Chat(to: "bob", from: "alice", msg: "one", id: "1")),
    .userList(["alice", "bob"]),
    .chat(Chat(to: "#everyone", from: "carol", msg: "two")),
    .pong(1),
    .chat(Chat(to: "bob", from: "dave", msg: "three")),
  ]

  private func senders(_ mail: LostMail) -> [String] {
    var mail = mail
    var senders: [String] = []
    while let message = mail.next() { senders.append(message.sender) }
    return senders
  }

  /// Holds what is left of the mail, cut into two pieces, against what was written of the first.
  private func check(cutAt cut: Int, written: Int) {
    let bytes = frames(mail)
    let ends = mail.indices.map { frames(Array(mail[...$0])).count }
    let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])].filter { !$0.isEmpty }
    let lost = LostMail(Unsent(pieces: pieces, writtenOfFirst: written), .json)
    let begun = ends.first { $0 > written && !ends.contains(written) && written > 0 }
    let restEnd = begun ?? written
    #expect(Array(lost.rest) == Array(bytes[written..<restEnd]))
    let later = zip(mail, ends).filter { $0.1 > restEnd }.compactMap { message, _ in
      if case .chat(let chat) = message { chat.from } else { nil }
    }
    #expect(senders(lost) == later, "cut at \(cut), \(written) written")
  }

  @Test func whereverTheWritingStoppedTheRestOfThatFrameAndTheOthersAreTold() {
    let count = frames(mail).count
    for written in 0...count { check(cutAt: count, written: written) }
  }

  @Test func piecesNeedNotBeFrames() {
    let count = frames(mail).count
    for cut in 1..<count {
      for written in [0, 1, cut / 2, cut - 1] { check(cutAt: cut, written: written) }
    }
    let singles = frames(mail).map { [$0] }
    #expect(senders(LostMail(Unsent(pieces: singles), .json)) == ["alice", "carol", "dave"])
  }

  @Test func linesOfLegacyReadersAreToldApart() {
    var bytes: [UInt8] = []
    for text in [
      "[private] alice: hi", "[server] bob joined", "carol: hello: all", "!USERLIST:[\"a\"]",
    ] {
      FrameEncoder.append(legacy: text, to: &bytes)
    }
    var mail = LostMail(Unsent(pieces: [bytes]), .legacy)
    let first = mail.next()
    #expect(first?.sender == "alice" && first?.isPrivate == true)
    let second = mail.next()
    #expect(second?.sender == "carol" && second?.isPrivate == false)
    let third = mail.next()
    #expect(third == nil)
  }
}
