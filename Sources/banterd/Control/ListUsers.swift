internal import ArgumentParser

/// `banterd users`.
struct ListUsers: ControlCommand {
  static let configuration = CommandConfiguration(
    commandName: "users",
    abstract:
      "Lists who is here, whose each name is, and who is kept out: fields separated by tabs.")
  @OptionGroup var place: ConfigurationPlace
  @OptionGroup var kept: StatePlace
  var request: ControlRequest { .users }
}
