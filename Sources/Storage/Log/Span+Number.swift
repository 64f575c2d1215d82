extension Span where Element == UInt8 {
  /// Reads what `append(number:)` wrote, and goes on behind it; nil where that is cut off.
  @inline(__always)
  func number(at position: inout Int) -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while position < count, shift < 64 {
      let byte = self[position]
      position &+= 1
      number |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return number }
      shift &+= 7
    }
    return nil
  }

  /// Reads what `append(signed:)` wrote.
  @inline(__always)
  func signedNumber(at position: inout Int) -> Int64? {
    number(at: &position).map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }

  /// Reads a number of bytes that are there, and goes on behind them.
  func range(of count: UInt64, at position: inout Int) -> Range<Int>? {
    guard count <= UInt64(self.count &- position) else { return nil }
    defer { position &+= Int(count) }
    return position..<position &+ Int(count)
  }
}
