import Framing

/// What the path of each message needs to know of who is registered, in flat tables without a reference.
///
/// A session's slot leads to its line and to its stretch of `arena`, where the parts of every chat from or to
/// its user stand already written:
///
///     0                                                              128
///     {"type":"chat","to":"alice"                                    ,"from":"alice","msg":
///
/// (A name has nothing in it that JSON would escape.) A name as it was registered leads to the slot by a
/// table with open addressing; however else it may be written is left to `Name`.
struct LineTable {
  struct Line {
    var id: SessionID
    var dialect: Dialect?
    var user = UserID(rawValue: 0)
    /// Whether all that is said to or by its user goes into the log.
    var keepsLog = false
    var nameCount: UInt8 = 0
  }

  struct Place {
    var hash: UInt32
    /// The slot and one; 0 where the place is free.
    var slotAndOne: UInt32
  }

  private static let stride = 256
  private static let fromStart = 128
  private static let head = #"{"type":"chat""#
  private static let headCount = 14
  private static let toWord = #","to":""#
  private static let nameStart = headCount + 7
  private static let fromWord = #","from":""#
  private static let msgWord = #"","msg":"#
  /// How long `fromWord` and `msgWord` are together.
  private static let fromCount = 9 + 8

  private(set) var arena: [UInt8] = []
  private var lines: [Line] = []
  private(set) var places = [Place](repeating: Place(hash: 0, slotAndOne: 0), count: 16)
  private var count = 0

  /// Keeps those who choose names from choosing where they collide.
  let seed: UInt64

  init(seed: UInt64 = .random(in: 1 ... .max)) { self.seed = seed }

  /// The line of a registered session; nil where it is not, or no longer.
  func line(of id: SessionID) -> Line? {
    let slot = Int(id.slot)
    guard slot < lines.count, lines[slot].id == id, lines[slot].dialect != nil else { return nil }
    return lines[slot]
  }

  /// The line of who registered with exactly the spelling that a range of `bytes` has.
  @inline(__always)
  func line(named name: Range<Int>, of bytes: Span<UInt8>) -> Line? {
    guard name.count <= Limits.nameBytes else { return nil }
    let hash = hash(of: name, in: bytes)
    var index = Int(hash) & (places.count &- 1)
    while places[index].slotAndOne != 0 {
      let slot = Int(places[index].slotAndOne &- 1)
      if places[index].hash == hash, isName(of: slot, name, of: bytes) { return lines[slot] }
      index = (index &+ 1) & (places.count &- 1)
    }
    return nil
  }

  // MARK: Where the parts are in the arena

  static func beginning(of slot: UInt32, nameCount: UInt8) -> Range<Int> {
    let start = Int(slot) &* stride
    return start..<start &+ nameStart &+ Int(nameCount) &+ 1
  }

  static func to(of slot: UInt32, nameCount: UInt8) -> Range<Int> {
    let start = Int(slot) &* stride
    return start &+ headCount..<start &+ nameStart &+ Int(nameCount) &+ 1
  }

  static func from(of slot: UInt32, nameCount: UInt8) -> Range<Int> {
    let start = Int(slot) &* stride &+ fromStart
    return start..<start &+ fromCount &+ Int(nameCount)
  }

  static func name(of slot: UInt32, nameCount: UInt8) -> Range<Int> {
    let start = Int(slot) &* stride &+ nameStart
    return start..<start &+ Int(nameCount)
  }

  // MARK: Finding

  /// Whether a range of `bytes` is the name in a line, as it was registered.
  @inline(__always)
  func isName(of slot: Int, _ name: Range<Int>, of bytes: Span<UInt8>) -> Bool {
    let start = slot &* Self.stride &+ Self.nameStart
    return Int(lines[slot].nameCount) == name.count
      && arena.span.holdsSameBytes(from: start, as: name, of: bytes)
  }

  /// Gives a session its line.
  ///
  /// - Parameters:
  ///   - name: As it was registered.
  ///   - id: The session.
  ///   - dialect: What it speaks.
  ///   - user: Whose it is.
  ///   - keepsLog: Whether all that is said to or by that user goes into the log.
  ///   - isFound: Whether the name leads to it; of a user's several sessions it leads to one.
  mutating func add(
    _ name: String, _ id: SessionID, _ dialect: Dialect, user: UserID, keepsLog: Bool,
    isFound: Bool
  ) {
    let slot = Int(id.slot)
    while lines.count <= slot {
      lines.append(Line(id: id))
      arena.append(contentsOf: repeatElement(0, count: Self.stride))
    }
    lines[slot] = Line(
      id: id, dialect: dialect, user: user, keepsLog: keepsLog, nameCount: UInt8(name.utf8.count))
    write(Self.head + Self.toWord + name + "\"", at: slot * Self.stride)
    write(Self.fromWord + name + Self.msgWord, at: slot * Self.stride + Self.fromStart)
    if isFound { lead(name, to: id) }
  }

  /// Lets a name lead to a session that has its line.
  mutating func lead(_ name: String, to id: SessionID) {
    count += 1
    if count * 2 > places.count { grow() }
    insert(Int(id.slot), hash: hash(of: name))
  }

  /// Takes a session's line away, and the name too where that leads to it.
  mutating func remove(_ name: String, _ id: SessionID) {
    lines[Int(id.slot)].dialect = nil
    let hash = hash(of: name)
    var index = Int(hash) & (places.count - 1)
    while places[index].slotAndOne != id.slot + 1 {
      guard places[index].slotAndOne != 0 else { return }
      index = (index + 1) & (places.count - 1)
    }
    closeGap(at: index)
    count -= 1
  }

  /// Moves back what stands behind a gap, as far as that brings it nearer to where it belongs.
  private mutating func closeGap(at gap: Int) {
    let mask = places.count - 1
    var (gap, index) = (gap, (gap + 1) & mask)
    while places[index].slotAndOne != 0 {
      let home = Int(places[index].hash) & mask
      if (index - home) & mask >= (index - gap) & mask {
        places[gap] = places[index]
        gap = index
      }
      index = (index + 1) & mask
    }
    places[gap].slotAndOne = 0
  }

  private mutating func grow() {
    let old = places
    places = Array(repeating: Place(hash: 0, slotAndOne: 0), count: old.count * 2)
    for place in old where place.slotAndOne != 0 {
      insert(Int(place.slotAndOne - 1), hash: place.hash)
    }
  }

  private mutating func insert(_ slot: Int, hash: UInt32) {
    var index = Int(hash) & (places.count - 1)
    while places[index].slotAndOne != 0 { index = (index + 1) & (places.count - 1) }
    places[index] = Place(hash: hash, slotAndOne: UInt32(slot) + 1)
  }

  private mutating func write(_ text: String, at start: Int) {
    for (offset, byte) in text.utf8.enumerated() { arena[start + offset] = byte }
  }

  private func hash(of name: String) -> UInt32 {
    let bytes = Array(name.utf8)
    return hash(of: bytes.indices, in: bytes.span)
  }

  @inline(__always)
  private func hash(of name: Range<Int>, in bytes: Span<UInt8>) -> UInt32 {
    var state = seed ^ UInt64(truncatingIfNeeded: name.count)
    var index = name.lowerBound
    while index < name.upperBound {
      let word = bytes.word(at: index, count: name.upperBound &- index)
      let (high, low) = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      state = high ^ low ^ seed
      index = index &+ 8
    }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }
}
