/// What a key means, without the text it makes.
package enum KeySymbol: Hashable, Sendable {
  case left, right, up, down
  case home, end, pageUp, pageDown
  case enter, escape, tab, backspace, delete, insert
  /// F1 is `function(1)`.
  case function(Int)
  case menu
  /// The letter, digit or sign on the key, in lower case, with no modifier applied: for shortcuts.
  case character(Character)
  case unknown
}
