internal import ArgumentParser

/// A limit that can be lifted: a number above 0, or the word `unlimited`.
enum Bound: Equatable {
  case atMost(Int)
  case unlimited

  /// Reads it from the command line or the file.
  static func parse(_ text: String) throws -> Bound {
    guard text != "unlimited" else { return .unlimited }
    guard let number = Int(text), (1...1_000_000_000).contains(number) else {
      throw ValidationError("it is a number above 0, or the word unlimited")
    }
    return .atMost(number)
  }

  /// The number; nil where there is no limit.
  var value: Int? {
    switch self {
    case .atMost(let number): number
    case .unlimited: nil
    }
  }
}
