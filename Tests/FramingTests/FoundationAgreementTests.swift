import Foundation
import Framing
import Testing
import TestSupport

/// The scanner beside Foundation's decoder: what one takes the other takes, with the same values.
///
/// The exceptions, all of them stricter here, and why:
///
/// - keys that are equal twice in one object: Foundation keeps one of them, and other programs the other;
/// - UTF-16, UTF-32 and a byte order mark: PROTOCOL.md §1 takes UTF-8 only;
/// - nesting deeper than 32: Foundation goes to 512;
/// - numbers that no `Double` holds (`1e999`): only the grammar is looked at, as the values are ignored.
struct FoundationAgreementTests {

  private func ours(_ body: [UInt8]) -> Chat? {
    guard case .chat(let chat)? = try? Message.parse(body.span) else { return nil }
    return chat
  }

  private struct TheirChat: Decodable {
    let type: String
    let to: String
    let msg: String
    let from: String?
  }

  private func theirs(_ body: [UInt8]) -> TheirChat? {
    guard (try? JSONSerialization.jsonObject(with: Data(body))) != nil else { return nil }
    return try? JSONDecoder().decode(TheirChat.self, from: Data(body))
  }

  private func isAnException(_ body: [UInt8]) -> Bool {
    // A key twice; what our scanner calls wrong and Foundation does not is looked at by hand in
    // `JSONStrictnessTests`. Here the mutations can make only these two.
    let text = String(decoding: body, as: UTF8.self)
    let keys = ["\"type\"", "\"to\"", "\"msg\"", "\"from\"", "\"n\""]
    return keys.contains { text.components(separatedBy: $0).count > 2 } || body.contains(0)
      || text.contains("null") || text.contains("\u{FEFF}")
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func whatOneTakesTheOtherTakes(seed: UInt64) {
    var generator = MessageGenerator(random: SeededGenerator(seed: seed))
    for _ in 0..<4_000 {
      var frame: [UInt8] = []
      let chat = Chat(to: generator.text(upTo: 9), from: "a", msg: generator.text(upTo: 40))
      FrameEncoder.append(.chat(chat), to: &frame)
      var body = Array(frame.dropFirst(4))
      if Bool.random(using: &generator.random) {
        let index = Int.random(in: 0..<body.count, using: &generator.random)
        let bytes = Array("\"\\{}[]:,u0e+-. \u{1}é".utf8)
        body[index] = bytes.randomElement(using: &generator.random) ?? 0
      }
      guard !isAnException(body) else { continue }
      let (mine, foundation) = (ours(body), theirs(body))
      guard mine != nil || foundation?.type == "chat" else { continue }
      #expect(mine?.msg.utf8.elementsEqual(foundation?.msg.utf8 ?? "".utf8) == true, "\(body)")
      #expect(mine?.to.utf8.elementsEqual(foundation?.to.utf8 ?? "".utf8) == true, "\(body)")
    }
  }
}
