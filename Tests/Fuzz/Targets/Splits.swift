/// Ways to cut a stream into pieces, as a network may.
enum Splits {
  /// All at once, byte by byte, and in pieces of sizes that follow from `seed`.
  static func all(of stream: [UInt8], seed: Int) -> [[ArraySlice<UInt8>]] {
    [[stream[...]], stream.indices.map { stream[$0...$0] }, random(stream, seed: seed)]
  }

  private static func random(_ stream: [UInt8], seed: Int) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var state = UInt64(truncatingIfNeeded: seed) &* 2 &+ 1
    var start = 0
    while start < stream.count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let size = state >> 62 == 0 ? 1 + Int(state >> 40) % 200 : 1 + Int(state >> 40) % 7
      let end = min(stream.count, start + size)
      pieces.append(stream[start..<end])
      start = end
    }
    return pieces
  }
}
