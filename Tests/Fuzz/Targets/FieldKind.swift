import Foundation
import Framing

/// The errors that a field may be answered with; a message is answered with one of them.
struct FieldErrors: Error {
  let list: [MessageError]
}

/// What a field of a message may hold.
indirect enum FieldKind: Sendable {
  case text
  case short(Int)
  /// One line to show, of at most so many bytes.
  case line(Int)
  case integer
  case natural
  case within(ClosedRange<Int64>)
  case truth
  case state
  case delivery
  case pin
  case texts
  /// At most so many fingerprints.
  case pins(Int)
  case object([MessageTable.Field])
  case objects([MessageTable.Field])

  /// The value as the encoder writes it, or what is wrong with it.
  func read(_ value: Outline, as field: String) -> Result<Outline, FieldErrors> {
    let wrong = Result<Outline, FieldErrors>.failure(FieldErrors(list: [.badField(field)]))
    switch (self, value) {
    case (.text, .string), (.truth, .truth): return .success(value)
    case (.short(let limit), .string(let bytes)):
      return 1...limit ~= bytes.count ? .success(value) : wrong
    case (.line(let limit), .string(let bytes)):
      return Self.isLine(bytes, upTo: limit) ? .success(value) : wrong
    case (.integer, .number(let digits)): return Self.number(digits, within: .min ... .max) ?? wrong
    case (.natural, .number(let digits)): return Self.number(digits, within: 0 ... .max) ?? wrong
    case (.within(let range), .number(let digits)):
      return Self.number(digits, within: range) ?? wrong
    case (.state, .string(let bytes)):
      return Self.isOne(of: ["online", "away", "offline"], bytes) ? .success(value) : wrong
    case (.delivery, .string(let bytes)):
      return Self.isOne(of: ["delivered", "read"], bytes) ? .success(value) : wrong
    case (.pin, .string(let bytes)): return Self.isPin(bytes) ? .success(value) : wrong
    case (.texts, .array(let elements)):
      let isText = { (element: Outline) in if case .string = element { true } else { false } }
      return elements.allSatisfy(isText) ? .success(value) : wrong
    case (.pins(let limit), .array(let elements)):
      let isPin = { (element: Outline) in
        if case .string(let bytes) = element { Self.isPin(bytes) } else { false }
      }
      return elements.count <= limit && elements.allSatisfy(isPin) ? .success(value) : wrong
    case (.object(let fields), .object): return MessageTable.object(value, fields)
    case (.objects(let fields), .array(let elements)):
      return Self.objects(elements, fields, wrong)
    default: return wrong
    }
  }

  private static func objects(
    _ elements: [Outline], _ fields: [MessageTable.Field], _ wrong: Result<Outline, FieldErrors>
  ) -> Result<Outline, FieldErrors> {
    var canonical: [Outline] = []
    var errors: [MessageError] = []
    for element in elements {
      guard case .object = element else { return wrong }
      switch MessageTable.object(element, fields) {
      case .success(let object): canonical.append(object)
      case .failure(let some): errors += some.list
      }
    }
    return errors.isEmpty ? .success(.array(canonical)) : .failure(FieldErrors(list: errors))
  }

  /// Without fraction and exponent, and within 64 bits.
  static func isInteger(_ digits: String) -> Bool {
    digits.utf8.allSatisfy { $0 == UInt8(ascii: "-") || 0x30...0x39 ~= $0 } && Int64(digits) != nil
  }

  private static func number(
    _ digits: String, within range: ClosedRange<Int64>
  ) -> Result<Outline, FieldErrors>? {
    guard isInteger(digits), let number = Int64(digits), range ~= number else { return nil }
    return .success(.number(String(number)))
  }

  private static func isOne(of words: [String], _ bytes: [UInt8]) -> Bool {
    words.contains { $0.utf8.elementsEqual(bytes) }
  }

  /// By Foundation: 32 bytes of base64url whose text is theirs alone.
  private static func isPin(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.contains(where: { "+/=".contains($0) }) else { return false }
    let plain = text.replacing("-", with: "+").replacing("_", with: "/") + "="
    guard let data = Data(base64Encoded: plain), data.count == 32 else { return false }
    return data.base64EncodedString() == plain
  }

  private static func isLine(_ bytes: [UInt8], upTo limit: Int) -> Bool {
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    return 1...limit ~= bytes.count
      && scalars.allSatisfy { scalar in
        let category = scalar.properties.generalCategory
        return category != .control && category != .lineSeparator
          && category != .paragraphSeparator && !scalar.properties.isBidiControl
      }
  }
}
