/// The window icon: two speech bubbles, drawn here so that the binary needs neither a file nor an image library.
///
/// The same shapes, on the same grid of 48 units, as `assets/banter.svg`.
struct Icon {
  /// Draws the icon as `_NET_WM_ICON` wants it.
  ///
  /// The width, the height, then the rows from the top, each pixel `0xAARRGGBB`, not premultiplied.
  static func argb(size: Int) -> [UInt32] {
    let samples = 4
    let step = 48 / Double(size * samples)
    var words = [UInt32(size), UInt32(size)]
    for y in 0..<size {
      for x in 0..<size {
        var hits: [UInt32] = []
        for sample in 0..<(samples * samples) {
          let across = Double(x * samples + sample % samples) + 0.5
          let down = Double(y * samples + sample / samples) + 0.5
          if let color = color(x: across * step, y: down * step) { hits.append(color) }
        }
        words.append(mean(hits, of: samples * samples))
      }
    }
    return words
  }

  /// Tells the colour at a point of the grid, or nil outside of the shapes.
  private static func color(x: Double, y: Double) -> UInt32? {
    if [11.5, 19.5, 27.5].contains(where: { ($0 - x) * ($0 - x) + (25 - y) * (25 - y) < 6.25 }) {
      return 0xffffff
    }
    let isFront =
      isInBubble(x: x, y: y, left: 2, top: 13, width: 35)
      || isInTriangle(x: x, y: y, (8, 34), (20, 35), (8, 46))
    if isFront { return 0x1f4f8f }
    let isBack =
      isInBubble(x: x, y: y, left: 17, top: 4, width: 29)
      || isInTriangle(x: x, y: y, (33, 26), (43, 26), (43, 37))
    return isBack ? 0x8fb2d9 : nil
  }

  /// Tells whether a point is in a rectangle 24 high whose corners have a radius of 7.
  private static func isInBubble(
    x: Double, y: Double, left: Double, top: Double, width: Double
  ) -> Bool {
    let across = max(left + 7 - x, 0, x - (left + width - 7))
    let down = max(top + 7 - y, 0, y - (top + 17))
    return across * across + down * down < 49
  }

  /// Tells whether a point is in a triangle whose corners are given clockwise.
  private static func isInTriangle(
    x: Double, y: Double,
    _ a: (Double, Double), _ b: (Double, Double), _ c: (Double, Double)
  ) -> Bool {
    [(a, b), (b, c), (c, a)].allSatisfy { from, to in
      (to.0 - from.0) * (y - from.1) - (to.1 - from.1) * (x - from.0) >= 0
    }
  }

  /// Mixes the colours of the samples that hit a shape; the alpha is how many did.
  private static func mean(_ hits: [UInt32], of samples: Int) -> UInt32 {
    guard !hits.isEmpty else { return 0 }
    let channels = [16, 8, 0].map { (shift: UInt32) in
      let sum = hits.reduce(0) { $0 + ($1 >> shift) & 0xff }
      return (sum / UInt32(hits.count)) << shift
    }
    return channels.reduce(UInt32(hits.count * 255 / samples) << 24, |)
  }
}
