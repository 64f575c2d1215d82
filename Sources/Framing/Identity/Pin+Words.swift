extension Pin {
  private static let consonants = Array("bdfghjklmnprstvz".utf8)
  private static let vowels = Array("aiou".utf8)

  /// Sixteen words that can be said aloud, two bytes each: `lusab babad …`.
  ///
  /// They are proquints, which need no list of words and no language: D. S. Wilkerson, "A Proposal for
  /// Proquints", arXiv:0901.4016.
  package var words: [String] {
    stride(from: 0, to: bytes.count, by: 2).map { index in
      Self.word(of: UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]))
    }
  }

  private static func word(of bits: UInt16) -> String {
    let letters = [
      consonants[Int(bits >> 12)], vowels[Int(bits >> 10 & 3)], consonants[Int(bits >> 6 & 15)],
      vowels[Int(bits >> 4 & 3)], consonants[Int(bits & 15)],
    ]
    return String(decoding: letters, as: UTF8.self)
  }
}
