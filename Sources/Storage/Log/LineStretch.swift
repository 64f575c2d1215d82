/// Lines of one user's log that follow each other, as bytes.
///
///     | message - the one before | peer | size and flags | mark, 4 bytes, where there is one | ...
///
/// Numbers are written with seven bits a byte, the peer's with its sign in the lowest bit. Of the flags the lowest
/// says that a mark follows, the next that the line is the user's own.
struct LineStretch {
  /// How many lines one has at most: its bytes then fit into a page of the table.
  static let limit = 80

  private(set) var bytes: [UInt8] = []
  private(set) var first: Int64 = 0
  private(set) var count = 0
  /// How much its lines count in the log.
  private(set) var size: Int64 = 0
  /// Those with whom its lines are.
  private(set) var peers: Set<Int64> = []
  private var message: Int64 = 0
  private var lastPeer: Int64?

  init(_ places: some Collection<LogPlace>) {
    for place in places { _ = append(place) }
  }

  /// The number behind its last line.
  var end: Int64 { first + Int64(count) }

  /// Adds a line; answers whether it still has its place here.
  mutating func append(_ place: LogPlace) -> Bool {
    guard count < Self.limit, count == 0 || place.seq == end else { return false }
    if count == 0 { first = place.seq }
    count += 1
    bytes.append(number: UInt64(bitPattern: place.message &- message))
    bytes.append(signed: place.peer)
    let flags: UInt64 = (place.isOwn ? 2 : 0) | (place.mark == nil ? 0 : 1)
    bytes.append(number: UInt64(bitPattern: place.size) << 2 | flags)
    if let mark = place.mark {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: mark >> UInt32(shift)))
      }
    }
    message = place.message
    size += place.size
    if place.peer != lastPeer { peers.insert(place.peer) }
    lastPeer = place.peer
    return true
  }

  /// No message is as long as the most that is believed of damaged bytes, and the sum of a log of such stays a number.
  private static func size(in flags: UInt64) -> Int64 { Int64(min(flags >> 2, UInt64(UInt32.max))) }

  /// Calls `body` with each line of a stretch that begins with the number `first`.
  static func forEach(
    in bytes: Span<UInt8>, from first: Int64, _ body: (LogPlace) -> Void
  ) {
    var (position, seq, message) = (0, first, Int64(0))
    while let step = bytes.number(at: &position), let peer = bytes.signedNumber(at: &position),
      let flags = bytes.number(at: &position)
    {
      message &+= Int64(bitPattern: step)
      var mark: UInt32?
      if flags & 1 != 0 {
        guard let place = bytes.range(of: 4, at: &position) else { return }
        mark = place.reversed().reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
      }
      body(
        LogPlace(
          seq: seq, peer: peer, message: message, size: size(in: flags), mark: mark,
          isOwn: flags & 2 != 0))
      seq &+= 1
    }
  }
}
