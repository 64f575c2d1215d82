/// Writes one JSON object: keys in the order of the calls, no white space, no escape that is not needed.
struct JSONWriter {
  private var bytes: [UInt8]
  private var needsComma = false

  /// Goes on after what is in `bytes`.
  init(after bytes: consuming [UInt8]) {
    self.bytes = bytes
  }

  /// What is written, without a copy of it.
  consuming func finish() -> [UInt8] { bytes }

  mutating func beginObject() { open("{") }
  mutating func endObject() { close("}") }
  mutating func beginArray() { open("[") }
  mutating func endArray() { close("]") }

  /// Writes a key of ours, in which nothing needs an escape.
  mutating func key(_ name: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: #"":"#.utf8)
    needsComma = false
  }

  mutating func field(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    element(text)
  }

  mutating func field(_ name: String, _ number: Int64?) {
    guard let number else { return }
    key(name)
    bytes.append(contentsOf: String(number).utf8)
    needsComma = true
  }

  mutating func field(_ name: String, _ truth: Bool?) {
    guard let truth else { return }
    key(name)
    bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    needsComma = true
  }

  mutating func field(_ name: String, _ texts: [String]) {
    key(name)
    array(texts)
  }

  mutating func array(_ texts: [String]) {
    beginArray()
    for text in texts { element(text) }
    endArray()
  }

  mutating func element(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    let utf8 = Array(text.utf8)
    var start = 0
    for index in utf8.indices where Self.needsEscape(utf8[index]) {
      bytes.append(contentsOf: utf8[start..<index])
      appendEscape(of: utf8[index])
      start = index + 1
    }
    bytes.append(contentsOf: utf8[start...])
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Whether a text cannot hold this byte as it is: RFC 8259 §7.
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func appendEscape(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
    case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
    case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
    case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
    case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
    case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
    default:
      let digits = String(byte, radix: 16)
      bytes.append(contentsOf: (digits.count == 1 ? #"\u000"# : #"\u00"#).utf8)
      bytes.append(contentsOf: digits.utf8)
    }
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }
}
