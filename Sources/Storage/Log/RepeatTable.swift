/// Where marks that were given once more were found: who sends again does so more than once, and each time a whole
/// log would be read.
///
/// Bounded: when it is full it begins anew.
struct RepeatTable {
  static let limit = 1_024

  private var places: [Int64: [UInt32: LogPlace]] = [:]
  private var count = 0

  /// Where the mark of a sender was found the last time.
  func place(of sender: Int64, _ mark: UInt32) -> LogPlace? { places[sender]?[mark] }

  mutating func keep(_ place: LogPlace, of sender: Int64, _ mark: UInt32) {
    if count >= Self.limit { (places, count) = ([:], 0) }
    if places[sender, default: [:]].updateValue(place, forKey: mark) == nil { count += 1 }
  }

  /// Some of a sender's lines are gone.
  mutating func forget(_ sender: Int64) {
    guard let gone = places.removeValue(forKey: sender) else { return }
    count -= gone.count
  }
}
