/// Why a configuration is not taken.
struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  let path: String
  /// The line that is wrong, from 1; nil where it is the file itself, or all of it together.
  let line: Int?
  let reason: String

  /// `FILE:LINE: what is wrong and what to do`.
  var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): \(reason)"
  }
}
