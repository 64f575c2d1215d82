import Foundation
import Framing
import FuzzTargets
import Testing
import TestSupport

/// The scanner beside Foundation's decoder: what one takes the other takes, with the same values.
///
/// `FuzzTarget.messages` compares the two, and lets them differ only where one of the exceptions that are
/// listed there and in `exceptions` is seen to be the reason. The fuzzer looks for others.
struct FoundationAgreementTests {
  struct Exception: Sendable, CustomTestStringConvertible {
    let body: [UInt8]
    let isTakenHere: Bool
    let reason: String

    var testDescription: String { reason }

    init(_ body: String, isTakenHere: Bool = false, _ reason: String) {
      self.init(bytes: Array(body.utf8), isTakenHere: isTakenHere, reason)
    }

    init(bytes: [UInt8], isTakenHere: Bool = false, _ reason: String) {
      (body, self.isTakenHere, self.reason) = (bytes, isTakenHere, reason)
    }
  }

  private static let ping = #"{"type":"ping","t":1}"#

  private static func nested(_ depth: Int) -> String {
    // The message itself is the first level.
    let arrays = String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
    return #"{"type":"ping","t":1,"x":"# + arrays + "}"
  }

  /// All of them, each with its reason.
  static let exceptions = [
    Exception(
      bytes: ping.utf16.flatMap { [0, UInt8($0)] }, "UTF-16: the protocol takes UTF-8 only"),
    Exception(
      bytes: ping.utf16.flatMap { [UInt8($0), 0] }, "UTF-16 the other way round, too"),
    Exception(
      bytes: ping.utf8.flatMap { [0, 0, 0, $0] }, "UTF-32: the protocol takes UTF-8 only"),
    Exception("\u{FEFF}" + ping, "a byte order mark: RFC 8259 §8.1 lets a reader refuse it"),
    Exception("[\(ping)]", "a body is one object, not an array"),
    Exception("7", "nor a number"),
    Exception("null", "nor nothing"),
    Exception(
      #"{"type":"ping","t":1,"t":2}"#,
      "a key twice: of two programs each could act on another value"),
    Exception(
      #"{"type":"ping","t":1,"\u0074":2}"#, "a key twice, once in disguise"),
    Exception(nested(33), "33 levels: deeper than any message is, and a stack has an end"),
    Exception(
      #"{"type":"ping","t":1,"x":1e999}"#, isTakenHere: true,
      "a number beyond Double: RFC 8259 §6 sets no range, and nobody reads the field"),
  ]

  private func foundationTakes(_ body: [UInt8]) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)) != nil
  }

  @Test(arguments: exceptions)
  func eachExceptionIsOne(_ exception: Exception) {
    #expect((error(in: exception.body) == nil) == exception.isTakenHere)
    #expect(foundationTakes(exception.body) != exception.isTakenHere)
    #expect(throws: Never.self) { try FuzzTarget.messages.run(exception.body) }
  }

  /// Numbers of any size, `-0` and exponents, NUL, surrogates alone and in pairs, `null`, keys twice, depth.
  @Test(arguments: JSONValueCases.accepted + JSONValueCases.refused + JSONValueCases.repeatedKeys)
  func theyAgreeOnAValueWhereverItStands(_ value: String) {
    for body in [
      #"{"type":"ping","t":1,"x":\#(value)}"#, #"{"type":"ping","t":\#(value)}"#,
      #"{"type":"chat","to":"b","msg":\#(value)}"#, #"{"type":\#(value),"t":1}"#,
      #"{"type":"chat","to":"b","msg":"m","from":\#(value),"cid":\#(value)}"#,
      #"{"type":"chat","to":"b","msg":"m",\#(value):1}"#, value,
    ] {
      #expect(throws: Never.self, "\(body)") { try FuzzTarget.messages.run(Array(body.utf8)) }
    }
  }

  @Test(arguments: JSONBodyCases.notOneObject + JSONBodyCases.notUTF8)
  func theyAgreeOnWholeBodies(_ body: [UInt8]) {
    #expect(throws: Never.self) { try FuzzTarget.messages.run(body) }
  }

  @Test(arguments: 2...40)
  func theyAgreeOnEveryDepth(_ depth: Int) {
    let body = Array(Self.nested(depth).utf8)
    #expect(throws: Never.self) { try FuzzTarget.messages.run(body) }
    #expect((error(in: body) == nil) == (depth <= 32))
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func theyAgreeOnMessagesWithSomethingWrong(seed: UInt64) {
    var generator = MessageGenerator(random: SeededGenerator(seed: seed))
    let parts =
      "\" \\ { } [ ] : , u 0 e + - . null true \u{0} \u{1} é \u{FEFF} \\u0000 \\ud800 \\udc00 -0 1e9 99999999999999999999"
      .split(separator: " ").map { Array($0.utf8) }
    for _ in 0..<2_000 {
      var frame: [UInt8] = []
      FrameEncoder.append(generator.message(), to: &frame)
      var body = Array(frame.dropFirst(Limits.jsonHeader))
      for _ in 0..<Int.random(in: 0...2, using: &generator.random) {
        let start = Int.random(in: 0..<body.count, using: &generator.random)
        let end = min(body.count, start + Int.random(in: 0...2, using: &generator.random))
        body.replaceSubrange(
          start..<end, with: parts.randomElement(using: &generator.random) ?? [])
        if body.isEmpty { body = [0] }
      }
      #expect(throws: Never.self, "\(String(decoding: body, as: UTF8.self))") {
        try FuzzTarget.messages.run(body)
      }
    }
  }
}
