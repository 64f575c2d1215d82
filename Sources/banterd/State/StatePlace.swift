internal import ArgumentParser

/// The option that all commands have which look at what the router keeps.
struct StatePlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep the router's key and the like in this folder (default: $STATE_DIRECTORY; $XDG_STATE_HOME/banter; /var/lib/banter for root; else ~/.local/state/banter).",
      valueName: "folder"))
  var state: String?

  /// The folder, as this command line says, or else the file that the router reads.
  func directory(_ place: ConfigurationPlace) throws -> StateDirectory {
    try StateDirectory(state ?? Configuration(arguments: [], place: place).command.kept.state)
  }
}
