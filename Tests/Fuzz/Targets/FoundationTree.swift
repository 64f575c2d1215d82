import Foundation

/// All of a JSON value, as Foundation's decoder reads it.
enum FoundationTree: Decodable {
  case object([String: FoundationTree])
  case array([FoundationTree])
  case string(String)
  case number(Double)
  case truth(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let members = try? decoder.container(keyedBy: AnyKey.self) {
      self = .object(try Self.members(of: members))
    } else if var elements = try? decoder.unkeyedContainer() {
      self = .array(try Self.elements(of: &elements))
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  /// Whether an outline has the same values.
  ///
  /// Of equal keys Foundation keeps one; Swift's strings, as its keys, are also equal where they only
  /// differ in their normalization. So an object is compared where it has as many members in both.
  func agrees(with outline: Outline) -> Bool {
    switch (self, outline) {
    case (.object(let mine), .object(let members)):
      guard mine.count == members.count else { return mine.count < members.count }
      return members.allSatisfy { member in
        mine[String(decoding: member.key, as: UTF8.self)]?.agrees(with: member.value) ?? false
      }
    case (.array(let mine), .array(let elements)):
      return mine.count == elements.count && zip(mine, elements).allSatisfy { $0.agrees(with: $1) }
    case (.string(let mine), .string(let bytes)): return mine.utf8.elementsEqual(bytes)
    case (.number(let mine), .number(let digits)): return Double(digits) == mine
    case (.truth(let mine), .truth(let truth)): return mine == truth
    case (.null, .null): return true
    default: return false
    }
  }

  private static func members(
    of container: KeyedDecodingContainer<AnyKey>
  ) throws -> [String: FoundationTree] {
    var members: [String: FoundationTree] = [:]
    for key in container.allKeys {
      members[key.stringValue] = try container.decode(FoundationTree.self, forKey: key)
    }
    return members
  }

  private static func elements(
    of container: inout any UnkeyedDecodingContainer
  ) throws -> [FoundationTree] {
    var elements: [FoundationTree] = []
    while !container.isAtEnd { elements.append(try container.decode(FoundationTree.self)) }
    return elements
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
