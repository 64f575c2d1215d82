internal import ArgumentParser

/// `banterd kick NAME`.
struct Kick: ControlCommand {
  static let configuration = CommandConfiguration(
    abstract: "Closes somebody's connections; they may come again.")
  @OptionGroup var place: ConfigurationPlace
  @OptionGroup var kept: StatePlace
  @Argument(transform: Self.word) var name: String
  var request: ControlRequest { .kick(name) }
}
