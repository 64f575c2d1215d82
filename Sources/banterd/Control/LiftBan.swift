internal import ArgumentParser

/// `banterd unban WHO`.
struct LiftBan: ControlCommand {
  static let configuration = CommandConfiguration(
    commandName: "unban", abstract: "Lets somebody in again.")
  @OptionGroup var place: ConfigurationPlace
  @OptionGroup var kept: StatePlace
  @Argument(transform: Self.word) var who: String
  var request: ControlRequest { .unban(who) }
}
