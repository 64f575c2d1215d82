internal import ArgumentParser

/// `banterd invite`.
struct Invite: ControlCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a link with the router's fingerprint and the right to join.")
  @OptionGroup var place: ConfigurationPlace
  @OptionGroup var kept: StatePlace
  @Option(help: "For this name alone, which is kept for the bearer.", transform: Self.word)
  var name: String?
  @Option(help: ArgumentHelp("How often it can be used.", valueName: "n"))
  var uses: Int64 = 1
  @Option(
    help: ArgumentHelp(
      "For how long it is good: 30m, 12h, 7d, or never for ever.", valueName: "time"))
  var expires = Lifetime.days(7)
  @Option(
    help: ArgumentHelp(
      "Where clients reach the router (default: this machine's name and the router's first port).",
      valueName: "host:port"), transform: Self.word)
  var host: String?

  func validate() throws {
    guard (1...1_000_000).contains(uses) else {
      throw ValidationError("--uses is a number from 1 to 1000000, not \(uses)")
    }
  }

  var request: ControlRequest {
    .invite(name: name, uses: uses, expires: expires.milliseconds, place: host)
  }
}
