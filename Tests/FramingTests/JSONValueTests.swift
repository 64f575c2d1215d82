import Foundation
import Framing
import Testing

/// What is read is held against what Foundation's coders read from the same bytes.
struct JSONValueTests {
  private struct ErrorBody: Decodable {
    let msg: String
  }

  @Test(arguments: JSONValueCases.accepted.filter { $0.hasPrefix("\"") })
  func aTextIsReadAsFoundationReadsIt(_ value: String) throws {
    let body = #"{"type":"error","msg":"# + value + "}"
    let expected = try JSONDecoder().decode(ErrorBody.self, from: Data(body.utf8)).msg
    guard case .error(let message) = try parse(body) else {
      Issue.record("not an error")
      return
    }
    #expect(Array(message.msg.utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    "0", "-0", "1", "-1", "42", "9007199254740993", "9223372036854775807", "-9223372036854775808",
  ])
  func anIntegerIsReadAsFoundationReadsIt(_ value: String) throws {
    let expected = try JSONDecoder().decode(
      [String: Int64].self, from: Data(#"{"t":\#(value)}"#.utf8))
    #expect(try parse(#"{"type":"ping","t":\#(value)}"#) == .ping(try #require(expected["t"])))
  }

  @Test(arguments: [
    "1.0", "1e3", "1E0", "-0.0", "1e400", "9223372036854775808", "-9223372036854775809",
    "123456789012345678901234567890", "\"1\"", "true", "null", "[]", "[1]", "{}",
  ])
  func whatIsNoIntegerIsABadFieldWhereOneIsWanted(_ value: String) {
    #expect(error(in: #"{"type":"ping","t":\#(value)}"#) == .badField("t"))
  }

  @Test func aKeyMayBeWrittenWithEscapes() throws {
    #expect(try parse(#"{"\u0074\u0079pe":"p\u0069ng","\u0074":7}"#) == .ping(7))
  }

  @Test func anyOrderOfFieldsIsTaken() throws {
    #expect(
      try parse(#"{"msg":"m","to":"b","type":"chat","from":"a"}"#)
        == .chat(Chat(to: "b", from: "a", msg: "m")))
  }

  @Test func foundationReadsWhatIsWritten() throws {
    let text =
      (0..<0x80).map { String(Character(Unicode.Scalar(UInt8($0)))) }.joined() + "é\u{2028}😀"
    var bytes: [UInt8] = []
    FrameEncoder.append(.chat(Chat(to: "bob", from: "al\"ice", msg: text, seq: .min)), to: &bytes)
    let object = try JSONSerialization.jsonObject(with: Data(bytes.dropFirst(4)))
    let fields = try #require(object as? [String: Any])
    #expect(fields["type"] as? String == "chat")
    #expect(fields["msg"] as? String == text)
    #expect(fields["from"] as? String == "al\"ice")
    #expect((fields["seq"] as? NSNumber)?.int64Value == .min)
  }
}
