/// An object of a checked body, whose fields are read by name.
///
/// A field that is missing, of another type or out of range is `badField` with its name; `null` is
/// a type like any other and stands for no value.
struct JSONObject {
  private let members: JSONMembers

  private init(members: JSONMembers) {
    self.members = members
  }

  /// Checks all of `bytes`: one object in valid UTF-8 with nothing around it but white space.
  static func parse(_ bytes: Span<UInt8>) throws(MessageError) -> JSONObject {
    var members = JSONMembers()
    try check(bytes, into: &members)
    return JSONObject(members: members)
  }

  /// Checks all of `bytes` and puts the members of the object into `members`.
  @inline(__always)
  static func check(
    _ bytes: Span<UInt8>, into members: inout some JSONMemberVisitor
  ) throws(MessageError) {
    do throws(MessageError) {
      var scanner = JSONScanner()
      try scanner.wholeObject(in: bytes, into: &members)
      if !scanner.hasSeenOnlyASCII, !isUTF8(bytes) { throw .badUTF8 }
    } catch {
      // What is wrong with the encoding comes first: without it no offset means anything.
      throw isUTF8(bytes) ? error : .badUTF8
    }
  }

  private static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
    (try? UTF8Span(validating: bytes)) != nil
  }

  func string(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> String {
    guard let text = try optionalString(field, in: bytes) else { throw .badField(field) }
    return text
  }

  func optionalString(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> String? {
    guard let value = range(of: field, in: bytes) else { return nil }
    guard let text = Self.string(at: value, in: bytes) else { throw .badField(field) }
    return text
  }

  func integer(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> Int64 {
    guard let number = try optionalInteger(field, in: bytes) else { throw .badField(field) }
    return number
  }

  /// A number without fraction or exponent that 64 bits hold: `1.0` and `1e3` are not meant for one.
  func optionalInteger(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> Int64? {
    guard let value = range(of: field, in: bytes) else { return nil }
    let isInteger = value.allSatisfy {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[$0] || bytes[$0] == UInt8(ascii: "-")
    }
    guard isInteger, let number = Int64(Self.rawText(at: value, in: bytes)) else {
      throw .badField(field)
    }
    return number
  }

  func optionalBoolean(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> Bool? {
    guard let value = range(of: field, in: bytes) else { return nil }
    switch bytes[value.lowerBound] {
    case UInt8(ascii: "t"): return true
    case UInt8(ascii: "f"): return false
    default: throw .badField(field)
    }
  }

  func strings(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> [String] {
    var texts: [String] = []
    for element in try elements(of: field, in: bytes) {
      guard let text = Self.string(at: element, in: bytes) else { throw .badField(field) }
      texts.append(text)
    }
    return texts
  }

  func objects(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> [JSONObject] {
    var objects: [JSONObject] = []
    for element in try elements(of: field, in: bytes) {
      objects.append(try Self.object(field, at: element, in: bytes))
    }
    return objects
  }

  func object(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> JSONObject {
    guard let value = range(of: field, in: bytes) else { throw .badField(field) }
    return try Self.object(field, at: value, in: bytes)
  }

  func has(_ field: String, in bytes: Span<UInt8>) -> Bool {
    range(of: field, in: bytes) != nil
  }

  private func range(of field: String, in bytes: Span<UInt8>) -> Range<Int>? {
    members.first { $0.key.equals(field, in: bytes) }?.value.range
  }

  private func elements(
    of field: String, in bytes: Span<UInt8>
  ) throws(MessageError) -> [Range<Int>] {
    guard let value = range(of: field, in: bytes), bytes[value.lowerBound] == UInt8(ascii: "[")
    else { throw .badField(field) }
    var elements: [Range<Int>] = []
    var scanner = JSONScanner(at: value.lowerBound)
    try scanner.array(in: bytes, depth: 1) { elements.append($0.range) }
    return elements
  }

  private static func object(
    _ field: String, at range: Range<Int>, in bytes: Span<UInt8>
  ) throws(MessageError) -> JSONObject {
    guard bytes[range.lowerBound] == UInt8(ascii: "{") else { throw .badField(field) }
    var scanner = JSONScanner(at: range.lowerBound)
    var members = JSONMembers()
    try scanner.object(in: bytes, depth: 1, into: &members)
    return JSONObject(members: members)
  }

  private static func string(at range: Range<Int>, in bytes: Span<UInt8>) -> String? {
    guard bytes[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    var scanner = JSONScanner(at: range.lowerBound)
    return (try? scanner.string(in: bytes))?.text(in: bytes)
  }

  private static func rawText(at range: Range<Int>, in bytes: Span<UInt8>) -> String {
    JSONString(content: range).text(in: bytes)
  }
}
