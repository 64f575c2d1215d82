internal import ArgumentParser
internal import Framing
internal import Transport

/// The options that say how much one client, one address and all strangers together may take.
struct StrengthOptions: ParsableArguments {
  /// The rate beside which a client may send `defaultBytes` in a second.
  private static let defaultRate = 10
  private static let defaultBytes = 65_536
  private static let defaultPerAddress = 16
  private static let defaultNewPerAddress = 32
  private static let defaultUnregistered = 64

  @Option(
    help: ArgumentHelp(
      "Messages that each client may send in a second, or 'unlimited' (default: \(defaultRate)).",
      valueName: "n"),
    transform: { try Bound.parse($0) })
  var rate = Bound.atMost(defaultRate)

  @Option(
    help: ArgumentHelp(
      "Messages that a client may send at once after a silence.", valueName: "n"))
  var burst = 20

  @Option(
    help: ArgumentHelp(
      "Bytes that each client may send in a second, or 'unlimited' (default: \(defaultBytes), more with a greater --rate).",
      valueName: "n"),
    transform: { try Bound.parse($0) })
  var byteRate: Bound?

  @Option(
    help: ArgumentHelp(
      "Connections of one other machine at once, or 'unlimited' (default: \(defaultPerAddress)).",
      valueName: "n"),
    transform: { try Bound.parse($0) })
  var maxPerAddress = Bound.atMost(defaultPerAddress)

  @Option(
    help: ArgumentHelp(
      "New connections of one other machine in ten minutes, or 'unlimited' (default: \(defaultNewPerAddress)).",
      valueName: "n"),
    transform: { try Bound.parse($0) })
  var maxNewPerAddress = Bound.atMost(defaultNewPerAddress)

  @Option(
    help: ArgumentHelp(
      "Connections of other machines that have not said a name yet, or 'unlimited' (default: \(defaultUnregistered)).",
      valueName: "n"),
    transform: { try Bound.parse($0) })
  var maxUnregistered = Bound.atMost(defaultUnregistered)

  @Option(help: .hidden) var addressWindow = 600.0
  @Option(help: .hidden) var lagLimit = 262_144
  @Option(help: .hidden) var stallTimeout = 30.0
  @Option(help: .hidden) var strikeWindow = Double(Limits.strikeWindow) / 1_000
  @Option(help: .hidden) var silenceTimeout: Int32?
  @Flag(help: .hidden) var limitLoopback = false

  func validate() throws {
    guard (1...1_000_000_000).contains(burst) else {
      throw ValidationError("--burst is a number above 0, not \(burst)")
    }
    let times = [addressWindow, stallTimeout, strikeWindow]
    guard times.allSatisfy({ $0 > 0 && $0 < 1_000_000 }) else {
      throw ValidationError("a time-out is a number of seconds above 0, and below a million")
    }
    guard lagLimit > 0 else {
      throw ValidationError("--lag-limit is a number of bytes above 0, not \(lagLimit)")
    }
  }

  var rateLimit: RateLimit {
    let messages = rate.value
    return RateLimit(
      messages: messages, burst: burst,
      bytes: byteRate.map(\.value) ?? messages.map(Self.bytes(beside:)))
  }

  /// How long the kernel waits for silent peers.
  var silence: SilenceLimit {
    var limit = SilenceLimit()
    if let silenceTimeout {
      (limit.idle, limit.unacknowledged) = (silenceTimeout, silenceTimeout)
      (limit.interval, limit.count) = (1, 1)
    }
    return limit
  }

  /// The limits of who is let in.
  func admission(clients: Int?, takesPlaintextFromAnywhere: Bool) -> Admission.Limits {
    Admission.Limits(
      clients: clients, takesPlaintextFromAnywhere: takesPlaintextFromAnywhere,
      perAddress: maxPerAddress.value, newPerAddress: maxNewPerAddress.value,
      window: .seconds(addressWindow), unregistered: maxUnregistered.value,
      countsLoopback: limitLoopback)
  }

  /// Who may send more messages must be able to send their bytes.
  private static func bytes(beside rate: Int) -> Int {
    max(defaultBytes, rate * (defaultBytes / defaultRate))
  }
}
