internal import Routing

/// A code that a person reads from one screen and types on another: `7KQM-2XVD-9PRT`.
///
/// Twelve characters of 30 are 58 random bits: nobody guesses one in the ten minutes for which it is good.
struct LinkToken {
  /// Without those that are taken for others: 0 and O, 1 and I and L, U and V.
  private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let length = 12

  /// In groups of four.
  let text: String

  static func make() -> LinkToken {
    let letters = (0..<length).map { _ in alphabet[Int.random(in: alphabet.indices)] }
    return LinkToken(letters: letters)
  }

  /// The hash of what somebody typed, however it is grouped and written; nil where it is no such code.
  static func hash(of text: String) -> SecretHash? {
    let letters = text.uppercased().filter { $0 != "-" && $0 != " " }
    guard letters.count == length, letters.allSatisfy(alphabet.contains) else { return nil }
    return LinkToken(letters: Array(letters)).hash
  }

  var hash: SecretHash { Token.hash(of: text) }

  private init(letters: [Character]) {
    let groups = stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<$0 + 4]) }
    text = groups.joined(separator: "-")
  }
}
