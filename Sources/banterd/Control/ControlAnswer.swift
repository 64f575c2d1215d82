/// What a router answers to one of banterd's commands.
enum ControlAnswer: Equatable {
  /// The lines to print.
  case done([String])
  case refused(String)

  var text: String {
    switch self {
    case .done(let lines): (["ok"] + lines).joined(separator: "\n") + "\n"
    case .refused(let reason): "error\t\(reason)\n"
    }
  }

  /// Reads what came until the end; nil where that is not all of an answer.
  static func parse(_ text: String) -> ControlAnswer? {
    guard text.hasSuffix("\n") else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard let first = lines.first else { return nil }
    if first == "ok" { return .done(lines.dropFirst().map(String.init)) }
    guard first.hasPrefix("error\t") else { return nil }
    return .refused(String(first.dropFirst(6)))
  }
}
