/// Reads a fuzzer's input from its front; at its end every number is 0 and every piece is empty.
struct InputReader {
  private var rest: ArraySlice<UInt8>

  init(_ input: [UInt8]) {
    rest = input[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> Int {
    Int(rest.popFirst() ?? 0)
  }

  /// Two bytes, the higher first.
  mutating func number() -> Int {
    byte() << 8 | byte()
  }

  mutating func piece(_ count: Int) -> [UInt8] {
    let piece = rest.prefix(count)
    rest = rest.dropFirst(count)
    return Array(piece)
  }

  mutating func remaining() -> [UInt8] {
    piece(rest.count)
  }
}
