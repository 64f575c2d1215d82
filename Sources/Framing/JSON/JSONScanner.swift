/// Walks over one JSON value of a body, strictly by RFC 8259, and says where things are.
///
/// It builds no tree. A pass over the whole body checks every byte and leaves the members of the
/// outermost object as ranges (`JSONObject`); what a message needs is read from those afterwards.
/// So memory grows with the keys of the body and not with its values, and nothing is decoded that
/// nobody asks for.
///
/// Beyond the grammar: no byte order mark, arrays and objects nest at most `Limits.depth` deep (so the
/// recursion is bounded too), no two keys of one object are equal (compared after unescaping, byte by
/// byte and not by Unicode equivalence), and an escaped surrogate has its other half beside it.
/// The bytes must be valid UTF-8; `JSONObject.parse` sees to it first.
struct JSONScanner {
  private(set) var position: Int

  init(at position: Int = 0) {
    self.position = position
  }

  /// Passes any space, tab, line feed and carriage return.
  mutating func skipWhitespace(in bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Passes one value and answers with its range; `depth` is that of the arrays and objects around it.
  @discardableResult
  mutating func value(in bytes: Span<UInt8>, depth: Int) throws(MessageError) -> Range<Int> {
    let start = position
    switch peek(in: bytes) {
    case UInt8(ascii: "{"): _ = try object(in: bytes, depth: depth + 1)
    case UInt8(ascii: "["): try array(in: bytes, depth: depth + 1)
    case UInt8(ascii: "\""): _ = try string(in: bytes)
    case UInt8(ascii: "t"): try literal("true", in: bytes)
    case UInt8(ascii: "f"): try literal("false", in: bytes)
    case UInt8(ascii: "n"): try literal("null", in: bytes)
    default: try number(in: bytes)
    }
    return start..<position
  }

  /// Passes one object and answers with its members, whose keys all differ.
  mutating func object(in bytes: Span<UInt8>, depth: Int) throws(MessageError) -> [JSONMember] {
    try enter(UInt8(ascii: "{"), depth: depth, in: bytes)
    var members: [JSONMember] = []
    if take(UInt8(ascii: "}"), in: bytes) { return members }
    repeat {
      skipWhitespace(in: bytes)
      let key = try string(in: bytes)
      skipWhitespace(in: bytes)
      try expect(UInt8(ascii: ":"), in: bytes)
      skipWhitespace(in: bytes)
      members.append(JSONMember(key: key, value: try value(in: bytes, depth: depth)))
      skipWhitespace(in: bytes)
    } while take(UInt8(ascii: ","), in: bytes)
    try expect(UInt8(ascii: "}"), in: bytes)
    if let twice = JSONMember.firstRepeated(of: members, in: bytes) {
      throw .badJSON(at: twice.key.content.lowerBound)
    }
    return members
  }

  /// Passes one array and tells `visit` the range of each element.
  mutating func array(
    in bytes: Span<UInt8>, depth: Int, visit: (Range<Int>) -> Void = { _ in }
  ) throws(MessageError) {
    try enter(UInt8(ascii: "["), depth: depth, in: bytes)
    if take(UInt8(ascii: "]"), in: bytes) { return }
    repeat {
      skipWhitespace(in: bytes)
      visit(try value(in: bytes, depth: depth))
      skipWhitespace(in: bytes)
    } while take(UInt8(ascii: ","), in: bytes)
    try expect(UInt8(ascii: "]"), in: bytes)
  }

  /// Passes one string and answers with what is between its quotes.
  mutating func string(in bytes: Span<UInt8>) throws(MessageError) -> JSONString {
    try expect(UInt8(ascii: "\""), in: bytes)
    let start = position
    var hasEscapes = false
    while let byte = peek(in: bytes) {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return JSONString(content: start..<position - 1, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try escape(in: bytes)
      case 0x00..<0x20: throw .badJSON(at: position)
      default: position += 1
      }
    }
    throw .badJSON(at: position)
  }

  private mutating func escape(in bytes: Span<UInt8>) throws(MessageError) {
    position += 1
    switch peek(in: bytes) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      position += 1
      try unicodeEscape(in: bytes)
    default: throw .badJSON(at: position)
    }
  }

  /// Passes the digits after `\u`, and the second half where they are the first of a surrogate pair.
  private mutating func unicodeEscape(in bytes: Span<UInt8>) throws(MessageError) {
    let start = position
    let unit = try hexadecimal(in: bytes)
    guard UTF16.isLeadSurrogate(unit) || UTF16.isTrailSurrogate(unit) else { return }
    guard UTF16.isLeadSurrogate(unit) else { throw .badJSON(at: start) }
    try expect(UInt8(ascii: "\\"), in: bytes)
    try expect(UInt8(ascii: "u"), in: bytes)
    let second = position
    guard UTF16.isTrailSurrogate(try hexadecimal(in: bytes)) else { throw .badJSON(at: second) }
  }

  private mutating func hexadecimal(in bytes: Span<UInt8>) throws(MessageError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = peek(in: bytes), let digit = JSONString.hexadecimalDigit(byte) else {
        throw .badJSON(at: position)
      }
      unit = unit << 4 | digit
      position += 1
    }
    return unit
  }

  private mutating func number(in bytes: Span<UInt8>) throws(MessageError) {
    _ = take(UInt8(ascii: "-"), in: bytes)
    // RFC 8259 §6: a leading zero stands alone; what follows it is refused as trailing text.
    if !take(UInt8(ascii: "0"), in: bytes) { try digits(in: bytes) }
    if take(UInt8(ascii: "."), in: bytes) { try digits(in: bytes) }
    if take(UInt8(ascii: "e"), in: bytes) || take(UInt8(ascii: "E"), in: bytes) {
      if !take(UInt8(ascii: "+"), in: bytes) { _ = take(UInt8(ascii: "-"), in: bytes) }
      try digits(in: bytes)
    }
  }

  private mutating func digits(in bytes: Span<UInt8>) throws(MessageError) {
    let start = position
    while let byte = peek(in: bytes), UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
      position += 1
    }
    guard position > start else { throw .badJSON(at: position) }
  }

  private mutating func literal(_ word: String, in bytes: Span<UInt8>) throws(MessageError) {
    for byte in word.utf8 { try expect(byte, in: bytes) }
  }

  private mutating func enter(
    _ bracket: UInt8, depth: Int, in bytes: Span<UInt8>
  ) throws(MessageError) {
    guard depth <= Limits.depth else { throw .badJSON(at: position) }
    try expect(bracket, in: bytes)
    skipWhitespace(in: bytes)
  }

  private func peek(in bytes: Span<UInt8>) -> UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
    guard peek(in: bytes) == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8, in bytes: Span<UInt8>) throws(MessageError) {
    guard take(byte, in: bytes) else { throw .badJSON(at: position) }
  }
}
