import Foundation
import Framing

/// One body, read by `Message.parse` and by Foundation's decoder.
///
/// What one takes the other takes, with the same values, but for these, each of which is checked to be
/// the reason whenever the two differ:
///
/// - Foundation takes UTF-16, UTF-32 and a byte order mark. PROTOCOL.md §1: UTF-8 and no mark.
/// - Foundation takes any value. §1: the body is an object.
/// - Foundation takes equal keys and keeps one. §1: refused.
/// - Of keys that are equal by Unicode's equivalence Foundation looks at one value, and so takes
///   the other, whatever it is (`2.`). RFC 8259 §8.3: keys are compared code unit by code unit.
/// - Foundation nests up to 512 deep. §1: 32.
/// - Foundation refuses a number that a `Double` does not hold (`1e999`). RFC 8259 §6 leaves the range
///   open, and a field that nobody reads is no reason to refuse a message.
///
/// What was taken must then have the fields that the protocol's tables give its type (`MessageTable`),
/// and what the encoder writes of it must be the same fields again.
enum MessagesTarget {
  static func run(_ body: [UInt8]) throws(Contradiction) {
    let parsed = Result { () throws(MessageError) in try Message.parse(body.span) }
    guard let text = String(validating: body, as: UTF8.self) else {
      return try require(parsed == .failure(.badUTF8), "not UTF-8, and \(parsed)")
    }
    let isRefused =
      switch parsed {
      case .failure(.badJSON), .failure(.badUTF8): true
      default: false
      }
    try require(parsed != .failure(.badUTF8), "is UTF-8, and \(parsed)")
    guard let outline = try foundation(body, text, isRefused: isRefused) else { return }
    if isRefused, outline.hasEquivalentKeys { return }
    try require(
      isRefused == isOutsideOurRules(outline, body), "refused: \(isRefused), \(parsed), \(text)")
    if !isRefused { try compare(parsed, with: outline, text) }
  }

  /// What Foundation makes of a body; nil where it refuses it too.
  private static func foundation(
    _ body: [UInt8], _ text: String, isRefused: Bool
  ) throws(Contradiction) -> Outline? {
    if let tree = try? JSONDecoder().decode(FoundationTree.self, from: Data(body)) {
      let startsAsUTF8 = body.first != 0xEF && !body.prefix(4).contains(0)
      guard startsAsUTF8, let outline = Outline.read(body) else {
        try require(isRefused, "taken, though it starts with \(body.prefix(4))")
        return nil
      }
      try require(tree.agrees(with: outline), "the model and Foundation differ on \(text)")
      return outline
    }
    guard !isRefused else { return nil }
    let smaller = Data(NumberRange.withinDouble(text).utf8)
    let tree = try? JSONDecoder().decode(FoundationTree.self, from: smaller)
    try require(tree != nil, "taken, though Foundation refuses \(text)")
    return Outline.read(body)
  }

  private static func isOutsideOurRules(_ outline: Outline, _ body: [UInt8]) -> Bool {
    guard case .object = outline else { return true }
    return outline.depth > Limits.depth || outline.hasRepeatedKey
  }

  private static func compare(
    _ parsed: Result<Message, MessageError>, with outline: Outline, _ text: String
  ) throws(Contradiction) {
    let expected = MessageTable.expectation(of: outline)
    switch parsed {
    case .failure(let error):
      try require(expected.errors.contains(error), "\(error), not \(expected.errors) for \(text)")
    case .success(let message):
      try require(expected.errors.isEmpty, "taken in spite of \(expected.errors): \(text)")
      try checkEncoding(of: message, expected.fields, text)
    }
  }

  /// The encoder writes just these fields, and what it writes is read as the same message.
  private static func checkEncoding(
    of message: Message, _ fields: [[UInt8]: Outline], _ text: String
  ) throws(Contradiction) {
    var bytes: [UInt8] = []
    FrameEncoder.append(message, to: &bytes)
    let body = Array(bytes.dropFirst(Limits.jsonHeader))
    guard case .object(let members)? = Outline.read(body) else {
      throw Contradiction("the encoder wrote \(body) for \(text)")
    }
    try require(members.count == fields.count, "\(members) written, \(fields) read from \(text)")
    for member in members {
      try require(fields[member.key] == member.value, "\(member) written for \(text)")
    }
    try require((try? Message.parse(body.span)) == message, "read anew it differs: \(text)")
  }
}
