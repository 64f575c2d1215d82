/// A client of one of the two source documents: a script of `Tests/OldClients`.
final class OldClient {
  enum Kind: String {
    /// JSON after a length of four bytes.
    case json = "jsonclient.py"
    /// Text after a header of 64 characters.
    case header = "headerclient.py"
  }

  let program: Program

  init(_ kind: Kind, _ name: String, on router: Router, desk: Desk) throws {
    program = try desk.start(
      Checkout.script("OldClients/" + kind.rawValue), [router.host, router.port, name])
    try program.waitForLine("the list of users") { $0.hasPrefix("users ") && $0.contains(name) }
  }

  func type(_ line: String) throws {
    try program.write(line: line)
  }

  func waitFor(_ line: String) throws {
    try program.waitForLine(line)
  }
}
