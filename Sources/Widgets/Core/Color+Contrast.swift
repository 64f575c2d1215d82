extension Color {
  /// How light the colour is, from 0 for black to 1 for white (WCAG 2's relative luminance).
  package var luminance: Double {
    0.2126 * Color.linear(red) + 0.7152 * Color.linear(green) + 0.0722 * Color.linear(blue)
  }

  /// How well one of the colours can be read on the other: 1 for not at all, 21 for black on white (WCAG 2).
  package func contrast(with other: Color) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  /// Whether light text can be read on it better than dark text.
  package var isDark: Bool { luminance < 0.18 }

  /// This colour with a part of another in it, from 0 for none to 1 for nothing else.
  package func mixed(with other: Color, _ part: Double) -> Color {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8(clamping: Int((Double(from) + (Double(to) - Double(from)) * part).rounded()))
    }
    var mixed = self
    mixed.red = mix(red, other.red)
    mixed.green = mix(green, other.green)
    mixed.blue = mix(blue, other.blue)
    return mixed
  }

  /// The nearest colour on the way to black or white that can be read on all of `backgrounds`.
  package func readable(on backgrounds: [Color], contrast wanted: Double = 4.5) -> Color {
    let end = Color(backgrounds.allSatisfy(\.isDark) ? 0xffffff : 0x000000)
    let steps = stride(from: 0.0, through: 1.0, by: 0.05).lazy.map { self.mixed(with: end, $0) }
    return steps.first { step in
      backgrounds.allSatisfy { step.contrast(with: $0) >= wanted }
    } ?? end
  }

  /// The light of one channel: sRGB's curve undone.
  private static func linear(_ channel: UInt8) -> Double {
    let value = Double(channel) / 255
    if value <= 0.04045 { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    // base to the power of 2.4: its square, and the fifth root of that, without a C library.
    return base * base * fifthRoot(of: base * base)
  }

  /// By Newton's method, which doubles the correct digits at each step.
  private static func fifthRoot(of value: Double) -> Double {
    var root = 1.0
    for _ in 0..<40 {
      let fourth = root * root * root * root
      root -= (root * fourth - value) / (5 * fourth)
    }
    return root
  }
}
