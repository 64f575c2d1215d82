import Framing
import Testing
import TestSupport

struct RoundTripTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func whatIsEncodedIsDecodedAgain(seed: UInt64) throws {
    var generator = MessageGenerator(random: SeededGenerator(seed: seed))
    for _ in 0..<500 {
      let message = generator.message()
      var bytes: [UInt8] = []
      FrameEncoder.append(message, to: &bytes)
      let again = try parse(Array(bytes.dropFirst(4)))
      #expect(again == message)
      var twice: [UInt8] = []
      FrameEncoder.append(again, to: &twice)
      #expect(twice == bytes, "equal byte by byte, not only by Unicode equivalence")
    }
  }

  @Test func aStreamOfGeneratedMessagesIsTheSameInRandomPieces() throws {
    var generator = MessageGenerator(random: SeededGenerator(seed: 99))
    let messages = (0..<300).map { _ in generator.message() }
    var bytes: [UInt8] = []
    for message in messages { FrameEncoder.append(message, to: &bytes) }
    var decoder = FrameDecoder(kind: .json, limit: Limits.frameFromRouter)
    var found: [Message] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...700, using: &generator.random))
      rest = rest.dropFirst(piece.count)
      decoder.append(Array(piece).span)
      while let body = try decoder.next() { found.append(try parse(body)) }
    }
    #expect(found == messages)
  }

  @Test func bytesFromNowhereNeverCrashAReader() {
    var random = SeededGenerator(seed: 7)
    let seed = Array(
      #"{"type":"chat","to":"b\u00f6b","msg":"\ud83d\ude00","x":[1.5e3,{"y":[]}]}"#.utf8)
    var taken = 0
    for _ in 0..<20_000 {
      var body = seed
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<body.count, using: &random)
        body[index] = UInt8.random(in: 0...255, using: &random)
      }
      if error(in: body) == nil { taken += 1 }
      if (try? LegacyMessage.parse(body.span)) == nil { #expect(error(in: body) == .badUTF8) }
    }
    #expect(taken < 10_000)
  }
}
