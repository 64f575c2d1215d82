/// Why there is no display.
package enum DisplayError: Error, Hashable, Sendable {
  /// Nothing was named: neither an argument nor DISPLAY.
  case noName
  /// The server that `name` stands for did not answer or did not let us in.
  case cannotOpen(name: String)
}
