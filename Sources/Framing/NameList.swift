/// Names in the order of their UTF-8, kept as they stand in a list of users on the wire.
///
///     "adam","bob","zoe",
///
/// Who comes or goes moves the bytes behind it, once; no list is ever written anew from its names. Both kinds of
/// frames have the same bytes between their brackets. A name has neither a quote, a comma nor anything else in it
/// that JSON would escape (`Name`), so an entry begins wherever a comma is before it.
package struct NameList: Hashable, Sendable {
  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")

  private var bytes: [UInt8] = []

  package init() {}

  /// How long a frame of it is, nearly.
  package var byteCount: Int { bytes.count }

  /// Puts a name in that is not in it.
  package mutating func insert(_ name: String) {
    let name = Array(name.utf8)
    let place = place(of: name)
    bytes.insert(contentsOf: [Self.quote] + name + [Self.quote, Self.comma], at: place)
  }

  /// Takes a name out that is in it, spelled as it was put in.
  package mutating func remove(_ name: String) {
    let name = Array(name.utf8)
    let place = place(of: name)
    bytes.removeSubrange(place..<place + name.count + 3)
  }

  /// The list as a whole frame: `user_list`, or for a legacy client `!USERLIST:`.
  package func frame(_ kind: FrameKind) -> [UInt8] {
    switch kind {
    case .json: jsonFrame
    case .legacy: legacyFrame
    }
  }

  private var jsonFrame: [UInt8] {
    let (head, tail) = (#"{"type":"user_list","users":["#.utf8, "]}".utf8)
    let length = head.count + entries.count + tail.count
    var frame: [UInt8] = []
    frame.reserveCapacity(Limits.jsonHeader + length)
    for index in 0..<Limits.jsonHeader {
      frame.append(UInt8(truncatingIfNeeded: length >> (24 - 8 * index)))
    }
    frame += head
    frame += entries
    frame += tail
    return frame
  }

  private var legacyFrame: [UInt8] {
    let head = (LegacyMessage.userListPrefix + "[").utf8
    let digits = String(head.count + entries.count + 1).utf8
    var frame: [UInt8] = []
    frame.reserveCapacity(Limits.legacyHeader + head.count + entries.count + 1)
    frame += digits
    frame += repeatElement(UInt8(ascii: " "), count: Limits.legacyHeader - digits.count)
    frame += head
    frame += entries
    frame.append(UInt8(ascii: "]"))
    return frame
  }

  /// All but the last comma.
  private var entries: ArraySlice<UInt8> { bytes.dropLast() }

  // MARK: Finding

  /// Where the entry of a name begins, or has to.
  private func place(of name: [UInt8]) -> Int {
    var (low, high) = (0, bytes.count)
    while low < high {
      let start = beginning(of: (low + high) / 2)
      let end = end(ofEntryAt: start)
      if bytes[start + 1..<end - 2].lexicographicallyPrecedes(name) {
        low = end
      } else {
        high = start
      }
    }
    return low
  }

  /// Where the entry begins that has a byte at `index`.
  private func beginning(of index: Int) -> Int {
    var start = index
    while start > 0, bytes[start - 1] != Self.comma { start -= 1 }
    return start
  }

  /// Where the next entry begins.
  private func end(ofEntryAt start: Int) -> Int {
    var end = start
    while bytes[end] != Self.comma { end += 1 }
    return end + 1
  }
}
