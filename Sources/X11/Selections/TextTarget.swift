import CXlib

/// A form in which the text of a selection can be had.
enum TextTarget: CaseIterable {
  case utf8String
  case plainUTF8
  case plain
  case text
  case string
  /// What the oldest programs have for all scripts: read only.
  case compoundText

  /// What is offered to others.
  static let offered: [TextTarget] = [.utf8String, .plainUTF8, .plain, .text, .string]
  /// What is asked for, the best first.
  static let wanted: [TextTarget] = [.utf8String, .plainUTF8, .compoundText, .string]

  /// The atom that asks for this form.
  func atom(in atoms: AtomTable) -> Atom {
    switch self {
    case .utf8String: atoms[.utf8String]
    case .plainUTF8: atoms[.textPlainUTF8]
    case .plain: atoms[.textPlain]
    case .text: atoms[.text]
    case .string: XA_STRING
    case .compoundText: atoms[.compoundText]
    }
  }

  /// A text in this form: the atom that names its encoding, and its bytes.
  ///
  /// TEXT leaves the encoding to the owner: the older one if it can hold the text.
  func encode(_ text: String, with atoms: AtomTable) -> (type: Atom, bytes: [UInt8]) {
    switch self {
    case .utf8String, .plainUTF8, .plain, .compoundText: (atom(in: atoms), Array(text.utf8))
    case .string: (XA_STRING, Self.encodeLatin1(text))
    case .text:
      text.unicodeScalars.allSatisfy { $0.value < 0x100 }
        ? (XA_STRING, Self.encodeLatin1(text)) : (atoms[.utf8String], Array(text.utf8))
    }
  }

  /// The text of an answer's bytes, or nil for an encoding that is none of these.
  static func decode(
    _ bytes: [UInt8], type: Atom, with atoms: AtomTable, on display: OpaquePointer
  ) -> String? {
    switch type {
    case atoms[.compoundText]: unsafe decodeCompound(bytes, type: type, on: display)
    case atoms[.utf8String], atoms[.textPlainUTF8]: String(decoding: bytes, as: UTF8.self)
    case atoms[.textPlain]: String(validating: bytes, as: UTF8.self) ?? decodeLatin1(bytes)
    case XA_STRING: decodeLatin1(bytes)
    default: nil
    }
  }

  /// libX11 knows the encodings that COMPOUND_TEXT switches between; it asks nobody.
  static func decodeCompound(
    _ bytes: [UInt8], type: Atom, on display: OpaquePointer
  ) -> String? {
    var bytes = bytes
    return unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var property = unsafe XTextProperty(
        value: buffer.baseAddress, encoding: type, format: 8, nitems: UInt(buffer.count))
      var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
      var count: CInt = 0
      // A positive result says how many characters were left out.
      guard unsafe Xutf8TextPropertyToTextList(display, &property, &list, &count) >= 0,
        let list = unsafe list
      else { return nil }
      defer { unsafe XFreeStringList(list) }
      let parts = unsafe UnsafeBufferPointer(start: list, count: Int(count))
      return unsafe parts.compactMap { part in unsafe part.map { unsafe String(cString: $0) } }
        .joined(separator: "\n")
    }
  }

  /// STRING is Latin-1 and nothing else: what it has not becomes a question mark.
  private static func encodeLatin1(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
  }

  static func decodeLatin1(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
