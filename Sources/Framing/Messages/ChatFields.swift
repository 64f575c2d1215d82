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
    var members = JSONMembers()
    guard (try? JSONObject.check(body, into: &members)) != nil else { return nil }
    var (type, to, msg): (Range<Int>?, Range<Int>?, Range<Int>?)
    var (from, cid): (Range<Int>?, Range<Int>?)
    for index in 0..<members.count {
      let member = members[index]
      guard member.key.escapes == .none else { return nil }
      switch (member.word, member.key.content.count) {
      case (Key.type, 4): type = plain(member.value)
      case (Key.to, 2): to = plain(member.value)
      case (Key.msg, 3): msg = literal(member.value)
      case (Key.from, 4):
        from = plain(member.value)
        if from == nil { return nil }
      case (Key.cid, 3):
        cid = plain(member.value)
        guard let cid, 1...Limits.cidBytes ~= cid.count else { return nil }
      default: continue
      }
    }
    guard let type, type.count == 4, body.word(at: type.lowerBound, count: 4) == Key.chat,
      let to, let msg
    else { return nil }
    return ChatFields(to: to, from: from, msg: msg, cid: cid)
  }

  /// The text that the literal at `msg` stands for.
  package static func text(of literal: Span<UInt8>) -> String {
    JSONString.text(of: literal)
  }

  /// What is between the quotes of a string without escapes.
  @inline(__always)
  private static func plain(_ value: JSONValue) -> Range<Int>? {
    guard value.escapes == JSONString.Escapes.none else { return nil }
    return value.range.lowerBound + 1..<value.range.upperBound - 1
  }

  /// All of a string that may be sent on as it is.
  @inline(__always)
  private static func literal(_ value: JSONValue) -> Range<Int>? {
    switch value.escapes {
    case .some(.none), .some(.canonical): value.range
    case .some(.free), nil: nil
    }
  }

  /// The words looked for, as `Span.word` reads them.
  private enum Key {
    static let to: UInt64 = 0x6F74
    static let type: UInt64 = 0x6570_7974
    static let from: UInt64 = 0x6D6F_7266
    static let msg: UInt64 = 0x67_736D
    static let cid: UInt64 = 0x64_6963
    static let chat: UInt64 = 0x7461_6863
  }
}
