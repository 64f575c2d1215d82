internal import ArgumentParser
internal import Framing
internal import Glibc
internal import Logging
internal import Transport

/// The command line of the router.
struct Banterd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "banterd",
    abstract: "Routes chat between Banter's clients, and the two older kinds.",
    discussion: """
      Prints one line for each address it listens at, 'listening on ADDRESS:PORT', then 'pin' with the fingerprint of \
      its key, and logs to standard error. \
      SIGTERM or SIGINT ends it: its clients are told and what waits for them is sent; a second one ends it at once. \
      SIGHUP reads the configuration file anew. Each option may stand in that file too, as 'max-frame = 65536'; the \
      command line comes before it.
      """,
    version: "banterd \(version)",
    subcommands: [
      Status.self, ShowPin.self, RotateKey.self, Invite.self, ListUsers.self, Unbind.self,
      Kick.self,
      AddBan.self, LiftBan.self,
    ])

  static let version = "0.1.0"

  @OptionGroup var place: ConfigurationPlace

  @Flag(help: "Say whether the configuration is fine, and end.")
  var checkConfig = false

  @Option(
    help: ArgumentHelp(
      "Listen here: 127.0.0.1:5050, [::]:5050 (the default: every address), or unix:PATH. Port 0 takes a free one.",
      valueName: "address:port"),
    transform: { try Endpoint.parse($0) })
  var listen: [Endpoint] = []

  @Flag(
    inversion: .prefixedNo, help: "Accept clients in the clear from other machines too.")
  var plaintext = false

  @Option(help: ArgumentHelp("The longest message of a client, in bytes.", valueName: "n"))
  var maxFrame = Limits.frameFromClient

  @Option(
    help: ArgumentHelp(
      "How many clients may be connected (default: what the descriptor limit allows).",
      valueName: "n"))
  var maxClients: Int?

  @Option(
    help: ArgumentHelp("How much to log: debug, info, warning or error.", valueName: "level"),
    transform: Banterd.level)
  var logLevel = Logger.Level.info

  @OptionGroup var kept: StatePlace
  @OptionGroup var security: SecurityOptions
  @OptionGroup var strength: StrengthOptions
  @OptionGroup var messages: LogOptions

  @Flag(help: .hidden) var exitWithStdin = false
  @Option(help: .hidden) var registerTimeout = 10.0
  @Option(help: .hidden) var frameTimeout = 30.0
  @Option(help: .hidden) var pingAfter = 60.0
  @Option(help: .hidden) var pingTimeout = 20.0
  @Option(help: .hidden) var flushTimeout = 5.0
  @Option(help: .hidden) var queueLimit = 1 << 20

  /// The least that `--max-frame` may be: less could not hold a `register`.
  private static let leastFrame = 1_024

  /// Reads the command line and runs; every failure is one line.
  static func start() {
    do {
      var command = try parseAsRoot(
        fingerprintsLast(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// The words of a command line, those last that look like options and are fingerprints: one in 64 begins with a dash.
  private static func fingerprintsLast(_ words: [String]) -> [String] {
    let isFingerprint = words.map { $0.hasPrefix("-") && Pin.parse($0) != nil }
    guard isFingerprint.contains(true), !words.contains("--") else { return words }
    let pairs = zip(words, isFingerprint)
    return pairs.filter { !$1 }.map(\.0) + ["--"] + pairs.filter { $1 }.map(\.0)
  }

  func validate() throws {
    guard (Self.leastFrame...Limits.frameFromClientMaximum).contains(maxFrame) else {
      throw ValidationError(
        "--max-frame is a number from \(Self.leastFrame) to \(Limits.frameFromClientMaximum), not \(maxFrame)"
      )
    }
    guard maxClients ?? 1 >= 1 else {
      throw ValidationError("--max-clients is at least 1, not \(maxClients ?? 0)")
    }
    let times = [registerTimeout, frameTimeout, pingAfter, pingTimeout, flushTimeout]
    guard times.allSatisfy({ $0 > 0 && $0 < 1_000_000 }) else {
      throw ValidationError("a time-out is a number of seconds above 0, and below a million")
    }
    guard queueLimit > 0 else {
      throw ValidationError("--queue-limit is a number of bytes above 0, not \(queueLimit)")
    }
  }

  func run() throws {
    let configuration = try Configuration(
      arguments: Array(CommandLine.arguments.dropFirst()), place: place)
    guard !checkConfig else { return Self.report(configuration) }
    let command = configuration.command
    let daemon = try RouterDaemon(configuration: configuration, log: Logger(command.logLevel))
    let status = try daemon.run()
    guard status == 0 else { throw ExitCode(status) }
  }

  /// Where to listen when nobody handed sockets over.
  var addresses: [Endpoint] {
    listen.isEmpty ? [Endpoint.ipv6(0, port: 5050, scope: 0)] : listen
  }

  var options: RouterDaemon.Options {
    RouterDaemon.Options(
      frameLimit: maxFrame,
      admissionLimits: strength.admission(
        clients: maxClients, takesPlaintextFromAnywhere: plaintext),
      rate: strength.rateLimit, queueLimit: queueLimit, lagLimit: strength.lagLimit,
      endsWithInput: exitWithStdin,
      registerTimeout: .seconds(registerTimeout),
      handshakeTimeout: .seconds(security.handshakeTimeout), frameTimeout: .seconds(frameTimeout),
      pingAfter: .seconds(pingAfter), pingTimeout: .seconds(pingTimeout),
      flushTimeout: .seconds(flushTimeout), stallTimeout: .seconds(strength.stallTimeout),
      strikeWindow: .seconds(strength.strikeWindow),
      silence: strength.silence, retention: messages.retention,
      replaysToVersion1: messages.replayV1, trustsDevices: messages.trustDevices,
      hasEarlyAcks: messages.hasEarlyAcks)
  }

  private static func report(_ configuration: Configuration) {
    let words =
      configuration.file.map { "\($0.path) is fine" }
      ?? "\(Configuration.defaultPath) is not there; the command line is fine"
    _ = StandardStreams.write(words + "\n")
  }

  private static func level(_ text: String) throws -> Logger.Level {
    guard let level = Logger.Level(rawValue: text.lowercased()) else {
      throw ValidationError("'\(text)' is not a level; write debug, info, warning or error")
    }
    return level
  }

  /// Help and version go to standard output; an error is one line and a status of sysexits.h.
  private static func end(with error: any Error) -> Never {
    if let status = status(of: error) {
      LossyOutput().write("banterd: \(error)")
      Glibc.exit(status)
    }
    guard !exitCode(for: error).isSuccess, !(error is ExitCode) else { exit(withError: error) }
    let words = message(for: error).split(separator: "\n").joined(separator: " ")
    LossyOutput().write("banterd: \(words) (see banterd --help)")
    Glibc.exit(exitCode(for: error).rawValue)
  }

  /// The status of sysexits.h for the errors that have words of their own; nil for those of the parser.
  private static func status(of error: any Error) -> Int32? {
    switch error {
    case is ListenError, is InheritanceError, is StatusFailure, is ControlFailure, is LogFailure:
      EX_UNAVAILABLE
    case is ConfigurationError: EX_CONFIG
    case is StateFailure: EX_CANTCREAT
    default: nil
    }
  }
}
