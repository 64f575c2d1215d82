internal import ArgumentParser

/// For how long something is good, as a person writes it: `30m`, `12h`, `7d`, or `never` for ever.
struct Lifetime: ExpressibleByArgument, Equatable {
  /// nil for ever.
  let milliseconds: Int64?

  static func days(_ count: Int64) -> Lifetime { Lifetime(milliseconds: count * 86_400_000) }

  private init(milliseconds: Int64?) {
    self.milliseconds = milliseconds
  }

  init?(argument: String) {
    guard argument != "never" else {
      self.init(milliseconds: nil)
      return
    }
    let units: [Character: Int64] = ["m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()),
      (1...100_000).contains(count)
    else { return nil }
    self.init(milliseconds: count * unit)
  }

  var defaultValueDescription: String { milliseconds.map { "\($0 / 86_400_000)d" } ?? "never" }
}
