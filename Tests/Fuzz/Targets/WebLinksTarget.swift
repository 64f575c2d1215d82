import Framing

/// A text whose addresses of the web are found: each is shown whole, and is nothing but what is shown.
enum WebLinksTarget {
  static func run(_ input: [UInt8]) throws(Contradiction) {
    let text = String(decoding: input, as: UTF8.self)
    // An address is rare in random bytes: one in front of them, and one behind a space.
    for candidate in [text, "http://" + text, "https://a.b/" + text, "x http://a.b " + text] {
      try check(candidate)
    }
  }

  private static func check(_ text: String) throws(Contradiction) {
    var end = 0
    for link in WebLink.find(in: text) {
      try require(link.range.lowerBound >= end, "links that overlap")
      end = link.range.upperBound
      try require(end <= text.utf8.count, "a link beyond the text")
      let shown = try part(link.range, of: text)
      try require(shown.utf8.count <= WebLink.limit, "a link that is too long")
      try checkShown(shown)
      try checkAddress(link.address, of: shown)
      let again = WebLink.find(in: shown)
      try require(
        again.map(\.address) == [link.address] && again.first?.range == 0..<shown.utf8.count,
        "\(shown.debugDescription) is another by itself: \(again)")
    }
  }

  /// The part of a text that a range of its bytes is; whole scalars.
  private static func part(_ range: Range<Int>, of text: String) throws(Contradiction) -> String {
    let bytes = Array(text.utf8)[range]
    guard let part = String(validating: bytes, as: UTF8.self) else {
      throw Contradiction("a link that cuts a scalar: \(bytes)")
    }
    return part
  }

  /// Nothing that is blank, hides, or turns the text round.
  private static func checkShown(_ shown: String) throws(Contradiction) {
    for scalar in shown.unicodeScalars {
      let isHidden =
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned,
          .privateUse, .surrogate:
          true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
      try require(!isHidden, "a link with U+\(String(scalar.value, radix: 16))")
    }
    let host = shown.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
      .prefix { !"/?#".utf8.contains($0) }
    let isPlain = host.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "@") }
    try require(!host.isEmpty && isPlain, "a host that is not plain: \(shown.debugDescription)")
  }

  /// What is opened is what is shown, written in ASCII.
  private static func checkAddress(
    _ address: String, of shown: String
  ) throws(Contradiction) {
    let isScheme = address.hasPrefix("http://") || address.hasPrefix("https://")
    try require(isScheme, "another scheme: \(address)")
    let forbidden = Array("\"`<>\\^{|}".utf8)
    let isPlain = address.utf8.allSatisfy { 0x21...0x7E ~= $0 && !forbidden.contains($0) }
    try require(isPlain, "an address that is not plain: \(address.debugDescription)")
    var expected = ""
    for byte in shown.utf8 {
      expected +=
        byte < 0x80
        ? String(Character(Unicode.Scalar(byte))) : "%" + String(byte, radix: 16, uppercase: true)
    }
    let colon = shown.prefix { $0 != ":" }.count
    try require(
      address == expected.prefix(colon).lowercased() + expected.dropFirst(colon),
      "\(shown.debugDescription) opens \(address.debugDescription)")
  }
}
