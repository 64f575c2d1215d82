internal import Framing
internal import Routing

/// What a command of banterd asks a running router for.
///
/// On the wire it is one line, its words separated by tabs, which none of them can hold; the answer is `ok` or
/// `error` and a reason on the first line, the lines to print after it, and the end of the stream.
enum ControlRequest: Equatable {
  case users
  case invite(name: String?, uses: Int64, expires: Int64?, place: String?)
  case unbind(String)
  case kick(String)
  case ban(String)
  case unban(String)
  case rotateKey(isSwitch: Bool)

  /// The longest line that is read, in bytes.
  static let limit = 4_096

  var words: [String] {
    switch self {
    case .users: ["users"]
    case .invite(let name, let uses, let expires, let place):
      ["invite", name ?? "", "\(uses)", expires.map { "\($0)" } ?? "", place ?? ""]
    case .unbind(let name): ["unbind", name]
    case .kick(let name): ["kick", name]
    case .ban(let who): ["ban", who]
    case .unban(let who): ["unban", who]
    case .rotateKey(let isSwitch): ["rotate-key", isSwitch ? "switch" : "announce"]
    }
  }

  var line: String { words.joined(separator: "\t") + "\n" }

  /// Reads a line, without its end; nil where it is no request.
  static func parse(_ line: String) -> ControlRequest? {
    let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    switch (words[0], words.count) {
    case ("users", 1): return .users
    case ("invite", 5): return invite(words)
    case ("unbind", 2): return .unbind(words[1])
    case ("kick", 2): return .kick(words[1])
    case ("ban", 2): return .ban(words[1])
    case ("unban", 2): return .unban(words[1])
    case ("rotate-key", 2) where words[1] == "switch": return .rotateKey(isSwitch: true)
    case ("rotate-key", 2) where words[1] == "announce": return .rotateKey(isSwitch: false)
    default: return nil
    }
  }

  private static func invite(_ words: [String]) -> ControlRequest? {
    guard let uses = Int64(words[2]), uses > 0, words[3].isEmpty || Int64(words[3]) != nil else {
      return nil
    }
    return .invite(
      name: words[1].isEmpty ? nil : words[1], uses: uses, expires: Int64(words[3]),
      place: words[4].isEmpty ? nil : words[4])
  }
}
