internal import Framing

/// How many connections were closed for each reason of the protocol; every close counts once.
struct CloseCounters: Equatable {
  private var counts: [CloseCode: Int] = [:]

  /// All closes together.
  private(set) var total = 0

  subscript(code: CloseCode) -> Int { counts[code] ?? 0 }

  /// Every code with its count, zeros too, in the protocol's order.
  var all: [(code: CloseCode, count: Int)] {
    CloseCode.allCases.map { ($0, self[$0]) }
  }

  mutating func count(_ code: CloseCode, times: Int = 1) {
    counts[code, default: 0] += times
    total += times
  }
}

extension CloseCounters: CustomStringConvertible {
  /// The codes that occurred, as `client_quit:3 peer_reset:1`.
  var description: String {
    all.filter { $0.count > 0 }.map { "\($0.code.rawValue):\($0.count)" }.joined(separator: " ")
  }
}
