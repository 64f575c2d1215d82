import CText

/// UAX #14 by ICU: its rules, its table, and its dictionaries for Thai, Lao, Khmer and Burmese.
///
/// Opened when the first line is too long for its window.
@safe
final class LineBreaker {
  private let iterator: UnsafeMutableRawPointer?
  private var text: UnsafeMutableRawPointer?

  init() {
    unsafe iterator = unsafe banter_line_breaks()
  }

  /// Where rows may end, in bytes of UTF-8, the text's end included.
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
    unsafe text = unsafe banter_line_text(text, start, Int64(bytes.count))
    guard unsafe banter_set_line_text(iterator, text) != 0 else { return [bytes.count] }
    var found: [Int] = []
    while true {
      let next = unsafe banter_next_line_break(iterator)
      guard next >= 0 else { return found }
      found.append(Int(next))
    }
  }
}
