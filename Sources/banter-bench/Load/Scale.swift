/// How much is done; the defaults keep all of `make bench` below three minutes.
struct Scale {
  var users = 100
  var listeners = 1_000
  var joiners = 1_000
  var idle = 2_000
  var messages = 200_000
  var size = 128
  var seconds = 3.0

  /// A part of the messages, for works in which each takes longer.
  func messages(dividedBy part: Int) -> Int { max(100, messages / part) }
}
