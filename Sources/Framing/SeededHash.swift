/// A hash of bytes with a seed, which keeps those who choose the bytes from choosing where they collide.
package struct SeededHash: Sendable {
  package let seed: UInt64

  package init(seed: UInt64) { self.seed = seed }

  package func callAsFunction(_ bytes: Span<UInt8>) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    var index = 0
    while index < bytes.count {
      let word = bytes.word(at: index, count: bytes.count &- index)
      let (high, low) = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      state = high ^ low ^ seed
      index &+= 8
    }
    return state
  }
}
