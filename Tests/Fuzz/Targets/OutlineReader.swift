import Foundation

/// Walks over valid JSON.
struct OutlineReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func value() -> Outline? {
    skip { " \t\r\n".utf8.contains($0) }
    switch current {
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "\""): return string().map { .string($0) }
    default: return word()
    }
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while let byte = current, condition(byte) { position += 1 }
  }

  /// The bracket or sign after any white space.
  private mutating func sign() -> UInt8? {
    skip { " \t\r\n".utf8.contains($0) }
    defer { position += 1 }
    return current
  }

  private mutating func object() -> Outline? {
    var members: [Outline.Member] = []
    position += 1
    skip { " \t\r\n".utf8.contains($0) }
    guard current != UInt8(ascii: "}") else {
      position += 1
      return .object([])
    }
    repeat {
      skip { " \t\r\n".utf8.contains($0) }
      guard let key = string(), sign() == UInt8(ascii: ":"), let value = value() else { return nil }
      members.append(Outline.Member(key: key, value: value))
    } while sign() == UInt8(ascii: ",")
    return .object(members)
  }

  private mutating func array() -> Outline? {
    var elements: [Outline] = []
    position += 1
    skip { " \t\r\n".utf8.contains($0) }
    guard current != UInt8(ascii: "]") else {
      position += 1
      return .array([])
    }
    repeat {
      guard let element = value() else { return nil }
      elements.append(element)
    } while sign() == UInt8(ascii: ",")
    return .array(elements)
  }

  private mutating func string() -> [UInt8]? {
    guard current == UInt8(ascii: "\"") else { return nil }
    let start = position
    position += 1
    while let byte = current, byte != UInt8(ascii: "\"") {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
    guard position <= bytes.count else { return nil }
    let text = try? JSONDecoder().decode(String.self, from: Data(bytes[start..<position]))
    return text.map { Array($0.utf8) }
  }

  private mutating func word() -> Outline? {
    let start = position
    skip { !",]} \t\r\n".utf8.contains($0) }
    switch String(decoding: bytes[start..<position], as: UTF8.self) {
    case "true": return .truth(true)
    case "false": return .truth(false)
    case "null": return .null
    case "": return nil
    case let digits: return .number(digits)
    }
  }
}
