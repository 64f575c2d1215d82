extension JSONObject {
  /// A text of 1 to `limit` bytes, or nil where the field is absent.
  func shortString(
    _ field: String, upTo limit: Int, in bytes: Span<UInt8>
  ) throws(MessageError) -> String? {
    guard let text = try optionalString(field, in: bytes) else { return nil }
    guard 1...limit ~= text.utf8.count else { throw .badField(field) }
    return text
  }

  /// A text to show: short, in one line, and with nothing in it that turns or hides what follows.
  func shownLine(
    _ field: String, upTo limit: Int, in bytes: Span<UInt8>
  ) throws(MessageError) -> String? {
    let text = try shortString(field, upTo: limit, in: bytes)
    guard text?.unicodeScalars.allSatisfy(Self.mayBeShownInALine) ?? true else {
      throw .badField(field)
    }
    return text
  }

  /// The fingerprint of a key, or nil where the field is absent.
  func pin(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> Pin? {
    guard let text = try optionalString(field, in: bytes) else { return nil }
    guard let pin = Pin.parse(text) else { throw .badField(field) }
    return pin
  }

  /// At most `limit` fingerprints of keys.
  func pins(
    _ field: String, upTo limit: Int, in bytes: Span<UInt8>
  ) throws(MessageError) -> [Pin] {
    let texts = try strings(field, in: bytes)
    guard texts.count <= limit else { throw .badField(field) }
    return try texts.map { (text) throws(MessageError) in
      guard let pin = Pin.parse(text) else { throw .badField(field) }
      return pin
    }
  }

  /// An integer from 0 on, or nil where the field is absent.
  func naturalNumber(_ field: String, in bytes: Span<UInt8>) throws(MessageError) -> Int64? {
    guard let number = try optionalInteger(field, in: bytes) else { return nil }
    guard number >= 0 else { throw .badField(field) }
    return number
  }

  private static func mayBeShownInALine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    default: !scalar.properties.isBidiControl
    }
  }
}
