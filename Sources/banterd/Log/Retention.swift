/// How long a user's log gets: what reaches one of these first is taken out of it.
struct Retention: Equatable {
  var milliseconds: Int64
  var messages: Int64
  var bytes: Int64

  /// How often it is looked for what is too old.
  var interval: Duration
}
