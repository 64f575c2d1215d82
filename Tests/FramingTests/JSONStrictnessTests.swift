import Foundation
import Framing
import Testing

struct JSONStrictnessTests {
  private func body(with value: String) -> String {
    #"{"type":"ping","t":1,"x":"# + value + "}"
  }

  @Test(arguments: JSONValueCases.accepted)
  func aValueOfTheGrammarIsTaken(_ value: String) throws {
    #expect(try parse(body(with: value)) == .ping(1))
    #expect(try parse("\r\n\t \(body(with: value)) \n") == .ping(1))
  }

  @Test(arguments: JSONValueCases.accepted)
  func whatIsTakenIsJSONForFoundationToo(_ value: String) throws {
    // Foundation's numbers have an end; ours are only looked at by their grammar.
    guard !value.contains("e+9999"), !value.contains("e400"), !value.contains("99999") else {
      return
    }
    guard !value.contains("e100000") else { return }
    #expect(throws: Never.self) {
      try JSONSerialization.jsonObject(with: Data(body(with: value).utf8))
    }
  }

  @Test(arguments: JSONValueCases.refused)
  func aValueOutsideTheGrammarIsRefused(_ value: String) {
    #expect(error(in: body(with: value))?.code == .badJSON)
    #expect(error(in: body(with: "[0, \(value)]"))?.code == .badJSON)
  }

  @Test(arguments: JSONValueCases.repeatedKeys)
  func twoEqualKeysAreRefused(_ value: String) {
    #expect(error(in: body(with: value))?.code == .badJSON)
  }

  @Test func twoEqualKeysOfTheMessageItselfAreRefused() {
    #expect(error(in: #"{"type":"ping","t":1,"t":1}"#)?.code == .badJSON)
    #expect(error(in: #"{"type":"ping","t":1,"\u0074ype":"ping"}"#)?.code == .badJSON)
  }

  @Test(arguments: JSONBodyCases.notOneObject)
  func aBodyThatIsNotOneObjectIsRefused(_ bytes: [UInt8]) {
    #expect(error(in: bytes)?.code == .badJSON)
  }

  @Test(arguments: JSONBodyCases.notUTF8)
  func bytesThatAreNotUTF8AreRefused(_ wrong: [UInt8]) {
    for (before, after) in [(#"{"type":""#, #""}"#), (#"{""#, #"":1}"#), ("{}", ""), ("", "{}")] {
      #expect(error(in: Array(before.utf8) + wrong + Array(after.utf8)) == .badUTF8)
    }
  }

  @Test func theOffsetOfTheFirstWrongByteIsTold() {
    #expect(error(in: #"{"type":"ping","t":01}"#) == .badJSON(at: 20))
    #expect(error(in: #"{"type":"ping" "t":1}"#) == .badJSON(at: 15))
    #expect(error(in: "{}x") == .badJSON(at: 2))
    #expect(error(in: "") == .badJSON(at: 0))
  }

  @Test func everyTruncationOfABodyIsRefused() {
    let whole = #" {"type":"chat","to":"b\u00f6b","msg":"\ud83d\ude00 é","x":[1.5e3,{"y":[null]}]}"#
    #expect(throws: Never.self) { try parse(whole) }
    for count in 0..<whole.utf8.count {
      #expect(error(in: Array(whole.utf8.prefix(count))) != nil)
    }
  }

  @Test func arraysAndObjectsNestThirtyTwoDeepAndNoDeeper() {
    // The message itself is the first level.
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      for depth in [30, 31, 32, 40, 1_000] {
        let inner = open == "[" ? "" : "0"
        let value =
          String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
        #expect((error(in: body(with: value)) == nil) == (depth <= 31))
      }
    }
  }

  @Test func aBodyOfOpenBracketsNeitherCrashesNorTakesLong() {
    for opening in ["[", #"{"a":"#, #"[{"a":"#] {
      let flood = String(
        repeating: opening, count: Limits.frameFromClientMaximum / opening.utf8.count)
      #expect(error(in: body(with: flood))?.code == .badJSON)
      #expect(error(in: flood)?.code == .badJSON)
    }
  }

  @Test func oneObjectOfVeryManyKeysTakesNotMuchLongerForEachKey() throws {
    func time(_ keys: Int) throws -> Duration {
      let members = (0..<keys).map { #""k\#($0)":0"# }.joined(separator: ",")
      let body = Array(body(with: "{\(members)}").utf8)
      return try processorTime { _ = try parse(body) }
    }
    _ = try time(100)
    // A comparison of each with each would take a thousand times as long for 32 times the keys.
    #expect(try time(64_000) < time(2_000) * 300 + .milliseconds(50))
  }
}
