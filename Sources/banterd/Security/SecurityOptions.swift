internal import ArgumentParser
internal import Routing
internal import Transport

/// The options that say which key the router has.
struct SecurityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take this certificate, PEM, in place of one made at the first start; goes with --key.",
      valueName: "file"))
  var cert: String?

  @Option(
    help: ArgumentHelp("The private key of --cert: PEM, not readable by others.", valueName: "file")
  )
  var key: String?

  @Option(
    help: ArgumentHelp(
      "What kind of key is made at the first start: p256 or ed25519.", valueName: "type"))
  var keyType = KeyType.p256

  @Option(
    help: ArgumentHelp(
      "Who may take a name that is nobody's: open (anybody), invited (who has an invitation) or members (who has one for that name).",
      valueName: "who"))
  var join = Joining.open

  @Option(help: .hidden) var handshakeTimeout = 10.0

  /// What is wrong with the options together, which are parsed one by one too; nil for nothing.
  var contradiction: String? {
    (cert == nil) == (key == nil) ? nil : "--cert and --key go together: give both, or neither"
  }

  func validate() throws {
    guard handshakeTimeout > 0, handshakeTimeout < 1_000_000 else {
      throw ValidationError("a time-out is a number of seconds above 0")
    }
  }
}

extension KeyType: ExpressibleByArgument {}
extension Joining: ExpressibleByArgument {}
