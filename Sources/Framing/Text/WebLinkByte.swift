/// What the signs of ASCII are in an address of the web, after RFC 3986's appendix A.
enum WebLinkByte {
  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// Before `http` it would make another scheme of it, such as `git+http`.
  static func isOfScheme(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  /// A host's name; the underscore is no letter of one, but there are such hosts.
  static func isOfName(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || isOne(of: "-._", byte)
  }

  /// An address of IPv6, in its brackets.
  static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// All that may stand between the slashes and the path.
  static func isOfAuthority(_ byte: UInt8) -> Bool {
    isOfTail(byte) && !beginsTail(byte)
  }

  static func beginsTail(_ byte: UInt8) -> Bool { isOne(of: "/?#", byte) }

  /// A path, a query or a fragment: what is reserved, what is not, and escapes.
  static func isOfTail(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || isOne(of: "-._~:/?#[]@!$&'()*+,;=%", byte)
  }

  /// At an address's end it belongs to the sentence.
  static func endsSentence(_ byte: UInt8) -> Bool { isOne(of: ".,:;!?'", byte) }

  /// The bracket that a closing one needs before it; nil for what is none.
  static func bracket(closedBy byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: ")"): UInt8(ascii: "(")
    case UInt8(ascii: "]"): UInt8(ascii: "[")
    default: nil
    }
  }

  static func isBracket(_ byte: UInt8) -> Bool { isOne(of: "()[]", byte) }

  private static func isOne(of signs: String, _ byte: UInt8) -> Bool {
    signs.utf8.contains(byte)
  }
}
