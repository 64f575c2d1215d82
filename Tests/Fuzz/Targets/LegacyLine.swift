import Foundation
import Framing

/// What a legacy client is sent can only be read as what it is.
enum LegacyLine {
  static func check(_ text: String, names: KnownNames) throws(Contradiction) {
    try require(!text.isEmpty, "an empty line")
    if text.hasPrefix("!USERLIST:") { return try checkList(text, names: names) }
    let lines = lines(of: text)
    try require(hasPrefix(lines[0], names), "nobody's line: \(text)")
    for line in lines.dropFirst() {
      try require(line.starts(with: "  ".unicodeScalars), "a line of its own: \(text)")
    }
  }

  private static func checkList(_ text: String, names: KnownNames) throws(Contradiction) {
    let json = Data(text.utf8.dropFirst("!USERLIST:".utf8.count))
    guard let users = try? JSONDecoder().decode([String].self, from: json) else {
      throw Contradiction("not a list: \(text)")
    }
    try require(users.allSatisfy(names.contains), "nobody is called so: \(users)")
  }

  /// As a program would cut them: by the line breaks of Unicode and of Python's `splitlines`.
  private static func lines(of text: String) -> [String.UnicodeScalarView] {
    let breaks: Set<UInt32> = [0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029]
    var lines: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\n", last == "\r" {
        // CR LF is one break.
      } else if breaks.contains(scalar.value) {
        lines.append(String.UnicodeScalarView())
      } else {
        lines[lines.count - 1].append(scalar)
      }
      last = scalar
    }
    return lines
  }

  private static func hasPrefix(_ line: String.UnicodeScalarView, _ names: KnownNames) -> Bool {
    if line.starts(with: "[server] ".unicodeScalars) { return true }
    return names.list.contains { name in
      line.starts(with: "\(name): ".unicodeScalars)
        || line.starts(with: "[private] \(name): ".unicodeScalars)
    }
  }
}
