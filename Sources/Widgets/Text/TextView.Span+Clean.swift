extension TextView.Span {
  /// The span with `\n` for every line break, whatever they were.
  var withPlainLineBreaks: TextView.Span {
    let plain = text.withPlainLineBreaks
    guard plain.utf8.count != text.utf8.count else {
      return TextView.Span(plain, style: style, color: color, actions: actions)
    }
    let bytes = Array(text.utf8)
    let moved = actions.map { action in
      let start = Self.place(action.range.lowerBound, in: bytes)
      let end = Self.place(action.range.upperBound, in: bytes)
      return TextAction(start..<end, value: action.value)
    }
    return TextView.Span(plain, style: style, color: color, actions: moved)
  }

  /// Where a place is once each `\r\n` before it is one byte.
  private static func place(_ offset: Int, in bytes: [UInt8]) -> Int {
    let pairs = bytes.indices.prefix(offset).count {
      $0 > 0 && bytes[$0] == UInt8(ascii: "\n") && bytes[$0 - 1] == UInt8(ascii: "\r")
    }
    return offset - pairs
  }
}
