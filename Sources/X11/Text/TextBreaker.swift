import CText

/// UAX #14 and #29 by ICU: its rules, its tables, and its dictionaries for what is written without spaces.
///
/// Opened when the first line is too long for its window, or somebody goes by words through such a text.
@safe
final class TextBreaker {
  /// With the values of UBreakIteratorType.
  enum Kind: Int32 {
    case word = 1
    case line = 2
  }

  private let iterator: UnsafeMutableRawPointer?
  private var text: UnsafeMutableRawPointer?

  init(_ kind: Kind) {
    unsafe iterator = unsafe banter_breaks(kind.rawValue)
  }

  /// Where rows or words may end, in bytes of UTF-8, the text's end included.
  func breaks(in string: Substring) -> [Int] {
    var string = string
    return string.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe breaks(in: $0) }
    }
  }

  private func breaks(in bytes: UnsafeBufferPointer<CChar>) -> [Int] {
    guard let start = bytes.baseAddress, let iterator = unsafe iterator else {
      return bytes.isEmpty ? [] : [bytes.count]
    }
    unsafe text = unsafe banter_breakable_text(text, start, Int64(bytes.count))
    guard unsafe banter_set_breakable_text(iterator, text) != 0 else { return [bytes.count] }
    var found: [Int] = []
    while true {
      let next = unsafe banter_next_break(iterator)
      guard next >= 0 else { return found }
      found.append(Int(next))
    }
  }
}
