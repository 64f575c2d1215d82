/// Where the fields of a chat are in its body, for a router that copies them instead of reading them.
///
/// It is found by the same scanner as every message, but only in a body whose fields can be sent on as
/// they are written: anything else, a wrong body too, is left to `Message.parse`.
package struct ChatFields {
  /// The name or room it is for, without quotes or escapes.
  package private(set) var to = 0..<0

  /// Who its sender says to be, without quotes or escapes; nil where absent.
  package private(set) var from: Range<Int>?

  /// The text as a whole literal with its quotes, as `FrameEncoder` would write it.
  package private(set) var msg = 0..<0

  /// The sender's own mark, 1 to `Limits.cidBytes` long, without quotes or escapes; nil where absent.
  package private(set) var cid: Range<Int>?

  @inlinable
  package init() {}

  /// Looks at a whole body.
  ///
  /// It is filled in place: to copy what was written just now, in other pieces, makes a processor wait.
  ///
  /// - Returns: Whether it is a chat of plain fields, which are here now; all others are `Message.parse`'s to look at.
  package mutating func scan(_ body: Span<UInt8>) -> Bool {
    var found = ChatVisitor()
    guard (try? JSONObject.check(body, into: &found)) != nil, !found.isUncommon,
      let type = Self.plain(found[.type]), type.count == 4,
      body.word(at: type.lowerBound, count: 4) == Self.chatWord,
      let to = Self.plain(found[.to]), let msg = Self.literal(found[.msg])
    else { return false }
    (from, cid) = (Self.plain(found[.from]), Self.plain(found[.cid]))
    guard (from != nil) == (found[.from] != nil), (cid != nil) == (found[.cid] != nil),
      1...Limits.cidBytes ~= cid?.count ?? 1
    else { return false }
    (self.to, self.msg) = (to, msg)
    return true
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
