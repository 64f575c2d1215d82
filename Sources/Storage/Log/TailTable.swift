/// The lines of users' logs that are not indexed yet.
///
/// A user's number leads to them without a hash: numbers are given one after the other.
struct TailTable {
  /// What is above this is no number of a user: a table that long would take 128 MiB.
  private static let mostUsers: Int64 = 1 << 24

  private var tails: [[LogPlace]] = []

  /// How many lines there are.
  private(set) var count = 0

  /// A user's, the oldest first.
  subscript(user: Int64) -> [LogPlace] {
    tails.indices.contains(Int(clamping: user)) ? tails[Int(user)] : []
  }

  /// Those who have lines here.
  var users: [Int64] { tails.indices.lazy.filter { !tails[$0].isEmpty }.map(Int64.init) }

  mutating func append(_ place: LogPlace, of user: Int64) {
    guard user >= 0, user < Self.mostUsers else { return }
    let index = Int(user)
    while tails.count <= index { tails.append([]) }
    tails[index].append(place)
    count += 1
  }

  /// Takes a user's oldest lines away, with the memory for them where those are all.
  mutating func removeFirst(_ number: Int, of user: Int64) {
    let index = Int(user)
    if number == tails[index].count { tails[index] = [] } else { tails[index].removeFirst(number) }
    count -= number
  }
}
