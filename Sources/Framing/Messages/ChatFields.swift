/// Where the fields of a chat are in its body, for a router that copies them instead of reading them.
///
/// It is found by the same scanner as every message, but only in a body whose fields can be sent on as
/// they are written: anything else, a wrong body too, is left to `Message.parse`.
package struct ChatFields {
  /// The name or room it is for, without quotes or escapes.
  package let to: Range<Int>

  /// Who its sender says to be, without quotes or escapes; nil where absent.
  package let from: Range<Int>?

  /// The text as a whole literal with its quotes, as `FrameEncoder` would write it.
  package let msg: Range<Int>

  /// The sender's own mark, 1 to `Limits.cidBytes` long, without quotes or escapes; nil where absent.
  package let cid: Range<Int>?

  /// Looks at a whole body.
  ///
  /// - Returns: The fields of a chat of plain fields; nil for all that `Message.parse` has to look at.
  package static func scan(_ body: Span<UInt8>) -> ChatFields? {
    var found = ChatVisitor()
    guard (try? JSONObject.check(body, into: &found)) != nil, !found.isUncommon,
      let type = plain(found[.type]), type.count == 4,
      body.word(at: type.lowerBound, count: 4) == chatWord,
      let to = plain(found[.to]), let msg = literal(found[.msg])
    else { return nil }
    let (from, cid) = (plain(found[.from]), plain(found[.cid]))
    guard (from != nil) == (found[.from] != nil), (cid != nil) == (found[.cid] != nil),
      1...Limits.cidBytes ~= cid?.count ?? 1
    else { return nil }
    return ChatFields(to: to, from: from, msg: msg, cid: cid)
  }

  /// "chat", as `Span.word` reads it.
  private static let chatWord: UInt64 = 0x7461_6863

  /// The text that the literal at `msg` stands for.
  package static func text(of literal: Span<UInt8>) -> String {
    JSONString.text(of: literal)
  }

  /// A text as a literal, as `FrameEncoder` writes it.
  package static func literal(of text: String) -> [UInt8] {
    var writer = JSONWriter(after: [])
    writer.element(text)
    return writer.finish()
  }

  /// What is between the quotes of a string without escapes.
  @inline(__always)
  private static func plain(_ value: JSONValue?) -> Range<Int>? {
    guard let value, value.escapes == JSONString.Escapes.none else { return nil }
    return value.range.lowerBound &+ 1..<value.range.upperBound &- 1
  }

  /// All of a string that may be sent on as it is.
  @inline(__always)
  private static func literal(_ value: JSONValue?) -> Range<Int>? {
    guard let value, let escapes = value.escapes, escapes != .free else { return nil }
    return value.range
  }
}
