internal import ArgumentParser

/// A limit that can be lifted: a number above 0, or the word `unlimited`.
enum Bound: ExpressibleByArgument, Equatable {
  case atMost(Int)
  case unlimited

  init?(argument: String) {
    if argument == "unlimited" {
      self = .unlimited
    } else {
      guard let number = Int(argument), (1...1_000_000_000).contains(number) else { return nil }
      self = .atMost(number)
    }
  }

  /// The number; nil where there is no limit.
  var value: Int? {
    switch self {
    case .atMost(let number): number
    case .unlimited: nil
    }
  }
}
