import Foundation

/// A JSON value: its structure by a reader of our own, its strings by Foundation's decoder.
///
/// It reads only what Foundation has taken already, so it needs no strictness: it exists because
/// Foundation shows neither equal keys, nor how deep a value nests, nor how a number was written.
indirect enum Outline: Equatable {
  case object([Member])
  case array([Outline])
  case string([UInt8])
  case number(String)
  case truth(Bool)
  case null

  struct Member: Equatable {
    let key: [UInt8]
    let value: Outline
  }

  /// The field of an object; nil where it has none.
  subscript(field: String) -> Outline? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.elementsEqual(field.utf8) }?.value
  }

  /// How many arrays and objects are in each other at the deepest place.
  var depth: Int {
    switch self {
    case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
    case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    default: 0
    }
  }

  var hasRepeatedKey: Bool { hasRepeated { $0 } }

  /// Whether two keys of an object are one to Swift's strings, as `é` in its two compositions.
  var hasEquivalentKeys: Bool { hasRepeated { String(decoding: $0, as: UTF8.self) } }

  private func hasRepeated<Key: Hashable>(by key: ([UInt8]) -> Key) -> Bool {
    switch self {
    case .object(let members):
      Set(members.map { key($0.key) }).count < members.count
        || members.contains { $0.value.hasRepeated(by: key) }
    case .array(let elements): elements.contains { $0.hasRepeated(by: key) }
    default: false
    }
  }
}

extension Outline {
  /// Reads a body that is known to be JSON.
  static func read(_ body: [UInt8]) -> Outline? {
    var reader = OutlineReader(body)
    return reader.value()
  }
}
