/// The lines of a message in the logs of those it is for, as bytes: pairs of a user and a number.
///
/// Each number is written with seven bits a byte, the lowest first, the eighth set but in the last: a
/// message between two people needs about six bytes for both.
package struct EntryList: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Reads what `bytes` holds.
  init(_ bytes: Span<UInt8>) {
    self.bytes = bytes.indices.map { bytes[$0] }
  }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  package mutating func append(user: Int64, seq: Int64) {
    append(user)
    append(seq)
  }

  private mutating func append(_ number: Int64) {
    var rest = UInt64(bitPattern: number)
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Calls `body` with each user and its number; what is cut off at the end is left out.
  package func forEach(_ body: (_ user: Int64, _ seq: Int64) -> Void) {
    var position = 0
    while let user = number(at: &position), let seq = number(at: &position) { body(user, seq) }
  }

  /// The number of one user's line.
  package func seq(of user: Int64) -> Int64? {
    var found: Int64?
    forEach { if $0 == user { found = $1 } }
    return found
  }

  private func number(at position: inout Int) -> Int64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int64(bitPattern: number) }
      shift += 7
    }
    return nil
  }
}
