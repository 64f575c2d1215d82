internal import ArgumentParser

/// `banterd ban WHO`.
struct AddBan: ControlCommand {
  static let configuration = CommandConfiguration(
    commandName: "ban",
    abstract: "Keeps out a name, the fingerprint of a key, or an IP address (of IPv6, its /64).")
  @OptionGroup var place: ConfigurationPlace
  @OptionGroup var kept: StatePlace
  @Argument(transform: Self.word) var who: String
  var request: ControlRequest { .ban(who) }
}
