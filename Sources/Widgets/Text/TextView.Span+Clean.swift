extension TextView.Span {
  /// The span with `\n` for every line break, whatever they were.
  var withPlainLineBreaks: TextView.Span {
    let plain = text.withPlainLineBreaks
    guard plain.utf8.count != text.utf8.count else {
      return TextView.Span(plain, style: style, color: color, actions: actions)
    }
    let moved = actions.map { action in
      let (start, end) = (place(action.range.lowerBound), place(action.range.upperBound))
      return TextAction(start..<end, value: action.value)
    }
    return TextView.Span(plain, style: style, color: color, actions: moved)
  }

  /// Where a place is once each line break before it is one byte.
  private func place(_ offset: Int) -> Int {
    String(decoding: text.utf8.prefix(offset), as: UTF8.self).withPlainLineBreaks.utf8.count
  }
}
