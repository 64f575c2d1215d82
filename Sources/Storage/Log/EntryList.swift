/// The lines of a message in the logs of those it is for, as bytes: pairs of a user and a number.
///
/// Each number is written with seven bits a byte: a message between two people needs about six bytes for both.
package struct EntryList: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  package mutating func append(user: Int64, seq: Int64) {
    bytes.append(number: UInt64(bitPattern: user))
    bytes.append(number: UInt64(bitPattern: seq))
  }

  /// Calls `body` with each user and its number in `bytes`; what is cut off at the end is left out.
  @inline(__always)
  static func forEach(in bytes: Span<UInt8>, _ body: (_ user: Int64, _ seq: Int64) -> Void) {
    var position = 0
    while let user = bytes.number(at: &position), let seq = bytes.number(at: &position) {
      body(Int64(bitPattern: user), Int64(bitPattern: seq))
    }
  }
}
