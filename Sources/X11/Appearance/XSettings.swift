/// The settings that a desktop's settings daemon shares (the XSETTINGS specification, version 0.5).
///
/// ```
/// byte order (0: least significant first), 3 unused | serial, 4 | how many, 4
/// each setting:  type, 1 | unused, 1 | length of the name, 2 | name, padded to 4 | serial, 4
///                then by type:  0: number, 4   1: length, 4, text padded to 4   2: red, green, blue, alpha, 2 each
/// ```
struct XSettings: Equatable, Sendable {
  enum Value: Equatable, Sendable {
    case number(Int32)
    case text(String)
  }

  private static let maximumCount = 4096

  /// By name; colours are left out, since nothing here uses one.
  private(set) var values: [String: Value] = [:]

  init() {}

  /// Reads the property of a settings manager; nil where it is not one.
  init?(_ bytes: [UInt8]) {
    guard let first = bytes.first, first < 2 else { return nil }
    var reader = Reader(bytes: bytes, isBigEndian: first == 1)
    guard reader.skip(8), let count = reader.number(4), count <= Self.maximumCount else {
      return nil
    }
    for _ in 0..<count {
      guard let (name, value) = Self.setting(from: &reader) else { return nil }
      if let value { values[name] = value }
    }
  }

  func number(_ name: String) -> Int? {
    guard case .number(let number) = values[name] else { return nil }
    return Int(number)
  }

  func text(_ name: String) -> String? {
    guard case .text(let text) = values[name] else { return nil }
    return text
  }

  private static func setting(from reader: inout Reader) -> (String, Value?)? {
    guard let type = reader.number(1), reader.skip(1), let length = reader.number(2),
      let name = reader.text(Int(length)), reader.skip(4)
    else { return nil }
    switch type {
    case 0: return reader.number(4).map { (name, .number(Int32(bitPattern: $0))) }
    case 1: return reader.number(4).flatMap { reader.text(Int($0)) }.map { (name, .text($0)) }
    case 2: return reader.skip(8) ? (name, nil) : nil
    default: return nil
    }
  }

  /// Takes fields off the front of the property.
  private struct Reader {
    let bytes: [UInt8]
    let isBigEndian: Bool
    private var index = 0

    init(bytes: [UInt8], isBigEndian: Bool) {
      self.bytes = bytes
      self.isBigEndian = isBigEndian
    }

    mutating func skip(_ count: Int) -> Bool {
      guard bytes.count - index >= count else { return false }
      index += count
      return true
    }

    mutating func number(_ count: Int) -> UInt32? {
      guard bytes.count - index >= count else { return nil }
      let field = bytes[index..<index + count]
      index += count
      return isBigEndian
        ? field.reduce(0) { $0 << 8 | UInt32($1) }
        : field.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A text and the padding after it.
    mutating func text(_ count: Int) -> String? {
      guard bytes.count - index >= count else { return nil }
      let text = String(decoding: bytes[index..<index + count], as: UTF8.self)
      index = min(bytes.count, index + (count + 3) & ~3)
      return text
    }
  }
}
