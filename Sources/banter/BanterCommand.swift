internal import ArgumentParser
internal import Transport

/// The command line of `banter`.
@main
struct BanterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "banter",
    abstract: "Private and group chat for plain X11 desktops.",
    discussion: """
      With a router and a name it signs in at once; without, a window asks for them. \
      Double-click a name to talk to that person in a window of its own.
      """,
    version: "banter 0.1.0")

  @Argument(
    help: ArgumentHelp(
      "The router to sign in to, or a link that invites to one.", valueName: "host[:port]|link"))
  var router: String?

  @Option(help: "The name to sign in with.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "Where messages and keys are kept, instead of $XDG_STATE_HOME/banter.", valueName: "dir"))
  var state: String?

  @Flag(
    help: """
      Speak in the clear, which everybody on the way can read and change: to an old router, on a network you \
      trust.
      """)
  var plaintext = false

  @Flag(help: "Start a router of its own and sign in two people, alice and bob, to try it out.")
  var demo = false

  @OptionGroup(title: "Options of every X program")
  var toolkit: ToolkitOptions

  /// Reads the command line and runs; a failure is one line on standard error.
  static func main() {
    StandardStreams.prepare()
    do {
      try parse().run()
    } catch let failure as StartFailure {
      LossyOutput().write("banter: \(failure)")
      exit(withError: ExitCode.failure)
    } catch {
      exit(withError: error)
    }
  }

  func run() throws {
    let place = state.map { StatePlace.folder($0) } ?? .standard
    let app = try ClientApp(
      toolkit.displayOptions, keeping: place,
      plaintext ? .plaintext : .encrypted(Keyring(in: place)))
    try start(app)
    try app.run()
  }

  private func start(_ app: ClientApp) throws {
    if demo {
      try app.startDemo()
    } else if let router, let name {
      try app.signIn(name: name, router: router)
    } else if let router, Destination.isLink(router) {
      app.askToSignIn(name: name, following: router)
    } else {
      app.askToSignIn(name: name, router: router)
    }
  }
}
