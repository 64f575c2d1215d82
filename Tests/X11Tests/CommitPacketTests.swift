import Testing

@testable import X11

/// Texts of input methods that are too long for libX11, and their parts.
struct CommitPacketTests {
  private let commit = CommitPacket(method: 1, context: 2, wantsAnswer: true, text: [])

  @Test(arguments: ["", "a", "ab", "abc", "字🙂"]) func whatIsWrittenIsRead(text: String) throws {
    var packet = commit
    packet.text = Array(text.utf8)
    #expect(packet.bytes.count % 4 == 0)
    #expect(CommitPacket(packet.bytes) == packet)
  }

  @Test func aKeysymInFrontOfTheTextIsLeftOut() {
    let bytes: [UInt8] =
      [63, 0, 5, 0, 1, 0, 2, 0, 6, 0, 0, 0, 0x61, 0, 0, 0, 3, 0] + Array("abc".utf8) + [0, 0, 0]
    #expect(
      CommitPacket(bytes)
        == CommitPacket(method: 1, context: 2, wantsAnswer: false, text: Array("abc".utf8)))
  }

  @Test func whatIsNoWholeCommitIsNone() {
    var packet = commit
    packet.text = Array("abc".utf8)
    let bytes = packet.bytes
    for count in 0..<15 { #expect(CommitPacket(Array(bytes[..<count])) == nil) }
    #expect(CommitPacket([62] + bytes[1...]) == nil)
    #expect(CommitPacket([63, 0, 1, 0, 1, 0, 2, 0, 4, 0, 0, 0]) == nil, "a keysym alone")
  }

  @Test(arguments: [0, 1, 100, 101, 102, 1_000])
  func partsAreShortAndMakeTheWhole(count: Int) throws {
    let text = String(
      "aé字🙂".unicodeScalars.map { String(repeating: Character($0), count: count) }.joined())
    let parts = commit.split(text, limit: 128)
    var joined: [UInt8] = []
    for (index, part) in parts.enumerated() {
      #expect(part.bytes.count <= 128)
      #expect(part.wantsAnswer == (index == parts.count - 1))
      #expect(
        part.text.prefix(3) == [0x1B, 0x25, 0x47] && part.text.suffix(3) == [0x1B, 0x25, 0x40])
      let inside = Array(part.text.dropFirst(3).dropLast(3))
      #expect(String(validating: inside, as: UTF8.self) != nil, "no part ends inside a sign")
      joined += inside
    }
    #expect(joined == Array(text.utf8))
  }
}
