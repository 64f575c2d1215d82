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
/// The bytes must be valid UTF-8, which `JSONObject.parse` sees to: what stands outside of strings is ASCII by
/// the grammar, so only a body whose strings are not all ASCII needs another look.
struct JSONScanner {
  private(set) var position: Int

  /// The bytes of all strings passed, joined by "or": tells whether any of them was not ASCII.
  private var joined: UInt64 = 0

  init(at position: Int = 0) {
    self.position = position
  }

  /// Whether no string that was passed holds anything but ASCII.
  var hasSeenOnlyASCII: Bool { joined & Self.highBits == 0 }

  /// Passes any space, tab, line feed and carriage return.
  @inline(__always)
  mutating func skipWhitespace(in bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Passes the object that is all of `bytes`, with nothing around it but white space.
  ///
  /// Its members go into `members`, which must be empty: they are not small.
  @inline(__always)
  mutating func wholeObject(
    in bytes: Span<UInt8>, into members: inout some JSONMemberVisitor
  ) throws(MessageError) {
    // Places are kept in 32 bits; no frame is nearly as long.
    guard bytes.count <= Limits.frameFromRouter else { throw .badJSON(at: Limits.frameFromRouter) }
    skipWhitespace(in: bytes)
    try object(in: bytes, depth: 1, into: &members)
    skipWhitespace(in: bytes)
    guard position == bytes.count else { throw .badJSON(at: position) }
  }

  /// Passes one value and tells where it is; `depth` is that of the arrays and objects around it.
  @discardableResult
  @inline(__always)
  mutating func value(in bytes: Span<UInt8>, depth: Int) throws(MessageError) -> JSONValue {
    let start = position
    if peek(in: bytes) == UInt8(ascii: "\"") {
      let string = try string(in: bytes)
      return JSONValue(range: start..<position, escapes: string.escapes)
    }
    try otherValue(in: bytes, depth: depth)
    return JSONValue(range: start..<position)
  }

  private mutating func otherValue(in bytes: Span<UInt8>, depth: Int) throws(MessageError) {
    switch peek(in: bytes) {
    case UInt8(ascii: "{"): try nestedObject(in: bytes, depth: depth + 1)
    case UInt8(ascii: "["): try array(in: bytes, depth: depth + 1)
    case UInt8(ascii: "t"): try literal("true", in: bytes)
    case UInt8(ascii: "f"): try literal("false", in: bytes)
    case UInt8(ascii: "n"): try literal("null", in: bytes)
    default: try number(in: bytes)
    }
  }

  private mutating func nestedObject(
    in bytes: Span<UInt8>, depth: Int
  ) throws(MessageError) {
    var members = JSONMembers()
    try object(in: bytes, depth: depth, into: &members)
  }

  /// Passes one object and puts its members, whose keys all differ, into `members`.
  @inline(__always)
  mutating func object(
    in bytes: Span<UInt8>, depth: Int, into members: inout some JSONMemberVisitor
  ) throws(MessageError) {
    try enter(UInt8(ascii: "{"), depth: depth, in: bytes)
    if take(UInt8(ascii: "}"), in: bytes) { return }
    repeat {
      skipWhitespace(in: bytes)
      if let (field, length) = members.fieldAhead(at: position, in: bytes) {
        position &+= length
        skipWhitespace(in: bytes)
        members.visit(field, try value(in: bytes, depth: depth))
      } else {
        let key = try key(in: bytes)
        let value = try value(in: bytes, depth: depth)
        members.visit(JSONMember(key: key, value: value, in: bytes), in: bytes)
      }
      skipWhitespace(in: bytes)
    } while take(UInt8(ascii: ","), in: bytes)
    try expect(UInt8(ascii: "}"), in: bytes)
    if let twice = members.firstRepeated(in: bytes) {
      throw .badJSON(at: twice.key.content.lowerBound)
    }
  }

  /// Passes a key with the colon behind it and the white space around that.
  @inline(__always)
  private mutating func key(in bytes: Span<UInt8>) throws(MessageError) -> JSONString {
    let key = try string(in: bytes)
    skipWhitespace(in: bytes)
    try expect(UInt8(ascii: ":"), in: bytes)
    skipWhitespace(in: bytes)
    return key
  }

  /// Passes one array and tells `visit` the range of each element.
  mutating func array(
    in bytes: Span<UInt8>, depth: Int, visit: (JSONValue) -> Void = { _ in }
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
  @inline(__always)
  mutating func string(in bytes: Span<UInt8>) throws(MessageError) -> JSONString {
    try expect(UInt8(ascii: "\""), in: bytes)
    if position <= bytes.count &- 8 {
      // Most keys, names and types end within eight bytes.
      let word = bytes.word(at: position)
      let found = Self.specialBytes(of: word)
      if found != 0 {
        let count = found.trailingZeroBitCount &>> 3
        if bytes[position &+ count] == UInt8(ascii: "\"") {
          joined |= word
          let start = position
          position &+= count &+ 1
          return JSONString(content: start..<start &+ count)
        }
      }
    }
    let (string, seen) = try Self.longString(in: bytes, from: position)
    joined |= seen
    position = string.content.upperBound &+ 1
    return string
  }

  /// The string that begins at `start`, behind its first quote, and all its bytes joined.
  ///
  /// Not a method: a scanner whose address nobody takes stays in registers.
  private static func longString(
    in bytes: Span<UInt8>, from start: Int
  ) throws(MessageError) -> (JSONString, seen: UInt64) {
    var scanner = JSONScanner(at: start)
    var escapes = JSONString.Escapes.none
    while true {
      scanner.skipPlainText(in: bytes)
      switch scanner.peek(in: bytes) {
      case UInt8(ascii: "\""):
        return (JSONString(content: start..<scanner.position, escapes: escapes), scanner.joined)
      case UInt8(ascii: "\\"):
        let isCanonical = try scanner.escape(in: bytes)
        if escapes != .free { escapes = isCanonical ? .canonical : .free }
      default: throw .badJSON(at: scanner.position)
      }
    }
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte that does not stand for itself: quotes, backslashes and controls.
  ///
  /// Subtracting sets the high bit of a byte that was below what is subtracted. Only bytes above one
  /// that was found may be wrongly found (by its borrow), so the lowest is right.
  @inline(__always)
  private static func specialBytes(of word: UInt64) -> UInt64 {
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    let controls = word &- (ones &* 0x20)
    return (quotes | backslashes | controls) & ~word & highBits
  }

  /// The same of two words at once.
  @inline(__always)
  private static func specialBytes(of words: SIMD2<UInt64>) -> SIMD2<UInt64> {
    let quotes = (words ^ SIMD2(repeating: ones &* 0x22)) &- SIMD2(repeating: ones)
    let backslashes = (words ^ SIMD2(repeating: ones &* 0x5C)) &- SIMD2(repeating: ones)
    let controls = words &- SIMD2(repeating: ones &* 0x20)
    return (quotes | backslashes | controls) & ~words & SIMD2(repeating: highBits)
  }

  /// Passes the bytes of a string that stand for themselves, 32 at a time.
  @inline(__always)
  private mutating func skipPlainText(in bytes: Span<UInt8>) {
    var index = position
    var joinedPairs = SIMD2<UInt64>()
    while index <= bytes.count &- 32 {
      let (first, second) = (bytes.pair(at: index), bytes.pair(at: index &+ 16))
      let found = Self.specialBytes(of: first) | Self.specialBytes(of: second)
      if found[0] | found[1] != 0 { break }
      joinedPairs |= first | second
      index &+= 32
    }
    joined |= joinedPairs[0] | joinedPairs[1]
    while index <= bytes.count &- 8 {
      let word = bytes.word(at: index)
      joined |= word
      let found = Self.specialBytes(of: word)
      if found != 0 {
        position = index &+ found.trailingZeroBitCount &>> 3
        return
      }
      index &+= 8
    }
    position = index
    skipPlainBytes(in: bytes)
  }

  private mutating func skipPlainBytes(in bytes: Span<UInt8>) {
    while let byte = peek(in: bytes), byte >= 0x20, byte != UInt8(ascii: "\""),
      byte != UInt8(ascii: "\\")
    {
      joined |= UInt64(byte)
      position &+= 1
    }
  }

  /// Passes one escape; answers whether `JSONWriter` writes the same character in the same way.
  private mutating func escape(in bytes: Span<UInt8>) throws(MessageError) -> Bool {
    position += 1
    switch peek(in: bytes) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
      return true
    case UInt8(ascii: "/"): position += 1
    case UInt8(ascii: "u"):
      position += 1
      try unicodeEscape(in: bytes)
    default: throw .badJSON(at: position)
    }
    return false
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

  @inline(__always)
  private func peek(in bytes: Span<UInt8>) -> UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
    guard peek(in: bytes) == byte else { return false }
    position += 1
    return true
  }

  @inline(__always)
  private mutating func expect(_ byte: UInt8, in bytes: Span<UInt8>) throws(MessageError) {
    guard take(byte, in: bytes) else { throw .badJSON(at: position) }
  }
}
