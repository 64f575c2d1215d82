import CXlib

/// A form in which the text of a selection can be had.
enum TextTarget: CaseIterable {
  case utf8String
  case plainUTF8
  case plain
  case text
  case string

  /// The atom that asks for this form.
  func atom(in atoms: AtomTable) -> Atom {
    switch self {
    case .utf8String: atoms[.utf8String]
    case .plainUTF8: atoms[.textPlainUTF8]
    case .plain: atoms[.textPlain]
    case .text: atoms[.text]
    case .string: XA_STRING
    }
  }

  /// A text in this form: the atom that names its encoding, and its bytes.
  ///
  /// TEXT leaves the encoding to the owner: the older one if it can hold the text.
  func encode(_ text: String, with atoms: AtomTable) -> (type: Atom, bytes: [UInt8]) {
    switch self {
    case .utf8String, .plainUTF8, .plain: (atom(in: atoms), Array(text.utf8))
    case .string: (XA_STRING, Self.encodeLatin1(text))
    case .text:
      text.unicodeScalars.allSatisfy { $0.value < 0x100 }
        ? (XA_STRING, Self.encodeLatin1(text)) : (atoms[.utf8String], Array(text.utf8))
    }
  }

  /// The text of an answer's bytes, or nil for an encoding that is none of these.
  static func decode(_ bytes: [UInt8], type: Atom, with atoms: AtomTable) -> String? {
    switch type {
    case atoms[.utf8String], atoms[.textPlainUTF8]: String(decoding: bytes, as: UTF8.self)
    case atoms[.textPlain]: String(validating: bytes, as: UTF8.self) ?? decodeLatin1(bytes)
    case XA_STRING: decodeLatin1(bytes)
    default: nil
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
