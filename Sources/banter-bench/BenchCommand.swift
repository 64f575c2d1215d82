internal import ArgumentParser
internal import Framing
internal import Transport

/// The command line of the load generator.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "banter-bench",
    abstract: "Measures a router of Banter's under load.",
    discussion: """
      Prints a line for each run: messages that arrived, how many a second, the router's processor time for each, and \
      how long they were on their way. Every message is checked: that it comes once, in its order, to the right one, \
      with each byte as it was sent. Without --connect each run has a router of its own.
      """)

  @Option(help: "The works: \(Work.allCases.map(\.rawValue).joined(separator: ", ")).")
  var work: [Work] = []

  @Option(
    help: "What the clients speak: version1, version2 or legacy (default: what fits each work).")
  var dialect: [Dialect] = []

  @Option(help: ArgumentHelp("The router's program (default: beside this one).", valueName: "path"))
  var router: String?

  @Option(
    help: ArgumentHelp("A router that runs, without limits of rate.", valueName: "host:port"),
    transform: { try HostPort.parse($0, defaultPort: 5_050) })
  var connect: HostPort?

  @Option(help: ArgumentHelp("The process number of the router that runs.", valueName: "pid"))
  var pid: Int32?

  @Flag(help: "Encrypt: TLS 1.3 with a key on both sides, of versions 1 and 2.")
  var tls = false

  @Option(help: ArgumentHelp("Users in pairs.", valueName: "n")) var users = 100
  @Option(help: ArgumentHelp("Listeners in the room.", valueName: "n")) var listeners = 1_000
  @Option(help: ArgumentHelp("Clients that come at once.", valueName: "n")) var joiners = 1_000
  @Option(help: ArgumentHelp("Clients in the idle crowd.", valueName: "n")) var idle = 2_000
  @Option(help: ArgumentHelp("Messages of 'pairs'.", valueName: "n")) var messages = 200_000
  @Option(help: ArgumentHelp("Bytes in each text.", valueName: "n")) var size = 128
  @Option(help: ArgumentHelp("Seconds of 'steady'.", valueName: "s")) var seconds = 3.0
  @Option(help: .hidden) var hold: Int?

  static func start() {
    main()
  }

  func validate() throws {
    guard users >= 2, users % 2 == 0, listeners > 0, joiners > 0, idle > 0, messages > 0 else {
      throw ValidationError("--users is an even number, and no number is below 1")
    }
    guard (Payload.leastSize...60_000).contains(size), seconds > 0 else {
      throw ValidationError("--size is from \(Payload.leastSize) to 60000")
    }
  }

  func run() throws {
    DescriptorLimit.raise()
    let context = tls ? try TLSContext.client(.make()) { _ in true } : nil
    if let hold, let connect { return try IdleCrowd.hold(hold, at: connect, by: context) }
    _ = StandardStreams.write(Table.head() + "\n")
    for work in work.isEmpty ? Work.allCases : work {
      for dialect in dialect.isEmpty ? dialects(of: work) : dialect where isSpoken(dialect) {
        try measure(work, dialect, by: context)
      }
    }
  }

  private func measure(
    _ work: Work, _ dialect: Dialect, by context: TLSContext?
  ) throws(BenchFailure) {
    let router = try routerUnderTest()
    let crowd =
      work.needsCrowd ? try IdleCrowd(idle, at: router.address, isEncrypted: tls) : nil
    let run = Run(
      work: work, dialect: dialect, scale: scale, router: router.address,
      routerID: router.processID, context: context)
    var outcome = try run.outcome()
    if crowd != nil { outcome.note = "beside \(idle) idle" }
    if tls { outcome.note = outcome.note.isEmpty ? "tls" : "tls, \(outcome.note)" }
    _ = StandardStreams.write(Table.row(outcome) + "\n")
    withExtendedLifetime((router, crowd)) {}
  }

  private func routerUnderTest() throws(BenchFailure) -> RouterUnderTest {
    if let connect { return RouterUnderTest(there: connect, processID: pid) }
    guard let program = router ?? HostEnvironment.program(named: "banterd") else {
      throw BenchFailure("there is no banterd beside this program; say where with --router")
    }
    return try RouterUnderTest(program: program)
  }

  private var scale: Scale {
    Scale(
      users: users, listeners: listeners, joiners: joiners, idle: idle, messages: messages,
      size: size, seconds: seconds)
  }

  private func dialects(of work: Work) -> [Dialect] {
    switch work {
    case .pairs, .steady, .join: Dialect.allCases
    case .one: [.version1, .legacy]
    case .room: [.version2, .legacy]
    case .pingPong, .idle, .steadyIdle: [.version1]
    }
  }

  /// TLS has no legacy protocol inside.
  private var isSpoken: (Dialect) -> Bool { { [tls] in !tls || $0 != .legacy } }
}
