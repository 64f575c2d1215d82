/// Somebody who starts a `banter` that may not let them in yet.
final class Applicant {
  let program: Program
  private let desk: Desk

  /// - Parameters:
  ///   - name: Whom to sign in as; nil to be asked.
  ///   - destination: An address or a link.
  ///   - desk: Where the windows are.
  ///   - options: More arguments.
  /// - Throws: What `Desk.start` throws.
  init(_ name: String?, at destination: String, desk: Desk, options: [String] = []) throws {
    self.desk = desk
    program = try desk.start(
      Checkout.banter, [destination] + (name.map { ["--name", $0] } ?? []) + options)
  }

  /// Waits for a window by its instance name.
  func window(_ instanceName: String) throws -> DeskWindow {
    try eventually("the window \(instanceName)", state: { program.errors }) {
      desk.windows(instanceName, of: program).first
    }
  }

  /// Says by the keyboard that the key of a new router is the right one.
  func trustRouter() throws {
    try desk.activate(try window("first-use"))
    try desk.press("Tab", "Tab", "space")
  }
}
