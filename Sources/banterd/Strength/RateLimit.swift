/// How much each client may send; nil stands for no limit.
struct RateLimit: Equatable {
  /// Messages in a second, and how many at once after a silence.
  var messages: Int?
  var burst: Int

  /// Bytes in a second, and how many at once after a silence.
  var bytes: Int?

  static let unlimited = RateLimit(messages: nil, burst: 1, bytes: nil)
}
