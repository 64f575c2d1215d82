internal import ArgumentParser
internal import Transport

/// The options that say how messages are kept, for how long, and whose devices are believed.
struct LogOptions: ParsableArguments {
  /// The most that a number of messages or bytes may be.
  private static let most = 1_000_000_000_000

  @Option(help: ArgumentHelp("Keep messages for so many days.", valueName: "n"))
  var keepDays = 30

  @Option(help: ArgumentHelp("Keep so many messages for each user.", valueName: "n"))
  var keepMessages = 10_000

  @Option(help: ArgumentHelp("Keep so many bytes of messages for each user.", valueName: "n"))
  var keepBytes = 50_000_000

  @Flag(
    name: .customLong("replay-v1"), inversion: .prefixedNo,
    help: "Send version 1 clients what was said to them while they were away.")
  var replayV1 = false

  @Flag(
    inversion: .prefixedNo,
    help:
      "Take a second device of a name for its owner's from other machines too (from this one it is taken anyway)."
  )
  var trustDevices = false

  @Option(help: .hidden) var retentionInterval = 60.0
  #if DEBUG
    /// For the crash checker, which must find what this does.
    @Flag(help: .hidden) var ackBeforeCommit = false
  #endif

  func validate() throws {
    guard (1...36_500).contains(keepDays) else {
      throw ValidationError("--keep-days is a number from 1 to 36500, not \(keepDays)")
    }
    guard (1...Self.most).contains(keepMessages), (1_000...Self.most).contains(keepBytes) else {
      throw ValidationError("--keep-messages is at least 1, --keep-bytes at least 1000")
    }
    guard retentionInterval > 0 else {
      throw ValidationError("a time-out is a number of seconds above 0")
    }
  }

  var hasEarlyAcks: Bool {
    #if DEBUG
      ackBeforeCommit
    #else
      false
    #endif
  }

  /// How long a user's log gets.
  var retention: Retention {
    Retention(
      milliseconds: Int64(keepDays) * 86_400_000, messages: Int64(keepMessages),
      bytes: Int64(keepBytes), interval: .seconds(retentionInterval))
  }
}
