import Framing

/// What is kept of a sender's mark to find it again: a hash, which its message then confirms.
struct MarkHash {
  private let hash: SeededHash

  init(seed: UInt64) { hash = SeededHash(seed: seed) }

  func callAsFunction(_ mark: Span<UInt8>) -> UInt32 {
    let word = hash(mark)
    return UInt32(truncatingIfNeeded: word ^ word >> 32)
  }
}
