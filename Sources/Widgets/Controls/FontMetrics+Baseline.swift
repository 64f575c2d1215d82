extension FontMetrics {
  /// The baseline of a line whose top is at `y`: the letters are centred in the line's height.
  package func baseline(inLineAt y: Int) -> Int {
    y + (lineHeight - ascent - descent) / 2 + ascent
  }

  /// The baseline of one line centred in `rect`.
  package func baseline(centredIn rect: Rect) -> Int {
    rect.y + (rect.height - ascent - descent) / 2 + ascent
  }
}
