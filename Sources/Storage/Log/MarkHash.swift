import Framing

/// What is kept of a sender's mark to find it again: a hash, which its message then confirms.
struct MarkHash {
  /// Keeps those who choose marks from choosing where they collide.
  let seed: UInt64

  func callAsFunction(_ mark: Span<UInt8>) -> UInt32 {
    var state = seed ^ UInt64(truncatingIfNeeded: mark.count)
    var index = 0
    while index < mark.count {
      let word = mark.word(at: index, count: mark.count &- index)
      let (high, low) = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      state = high ^ low ^ seed
      index &+= 8
    }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }
}
