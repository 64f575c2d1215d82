/// Says of nearly every new mark of one sender that it is new, without a look at the disk.
///
/// A Bloom filter with blocks of one cache line: 16 bits for each mark and 6 of them set. What it never
/// had it takes for known once in about 500 times.
final class MarkFilter {
  private var words: [UInt64]
  private let blockMask: UInt64
  /// How many marks it is made for, and how many it has.
  private let capacity: Int
  private(set) var count = 0

  init(for count: Int) {
    var blocks = 8
    while blocks * 32 < count { blocks *= 2 }
    capacity = blocks * 32
    blockMask = UInt64(blocks - 1)
    words = [UInt64](repeating: 0, count: blocks * 8)
  }

  /// Whether it is to be made anew, larger.
  var isFull: Bool { count >= capacity }

  var byteCount: Int { words.count * 8 }

  /// Whether this may be a mark that it has.
  func mayHave(_ mark: UInt32) -> Bool {
    let (block, bits) = place(of: mark)
    for index in 0..<6 {
      let bit = bits >> UInt64(index &* 9)
      if words[block &+ Int(bit >> 6 & 7)] >> (bit & 63) & 1 == 0 { return false }
    }
    return true
  }

  func insert(_ mark: UInt32) {
    count += 1
    let (block, bits) = place(of: mark)
    for index in 0..<6 {
      let bit = bits >> UInt64(index &* 9)
      words[block &+ Int(bit >> 6 & 7)] |= 1 << (bit & 63)
    }
  }

  private func place(of mark: UInt32) -> (block: Int, bits: UInt64) {
    let (high, low) = UInt64(mark).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let mixed = (low ^ low >> 32) &* 0xD6E8_FEB8_6659_FD93
    return (Int((mixed >> 48 ^ high) & blockMask) &* 8, mixed ^ mixed >> 29)
  }
}
