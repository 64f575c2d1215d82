internal import ArgumentParser

/// The option that all commands have which look at what the router keeps.
struct StatePlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep the router's key and the like in this folder (default: $STATE_DIRECTORY; $XDG_STATE_HOME/banter; /var/lib/banter for root; else ~/.local/state/banter).",
      valueName: "folder"))
  var state: String?

  @Flag(help: "Keep everything in memory only: the key, too, is lost when the router ends.")
  var inMemory = false

  func validate() throws {
    guard !inMemory || state == nil else {
      throw ValidationError("--state and --in-memory do not go together: leave one out")
    }
  }

  /// The folder, as this command line says, or else the file that the router reads.
  func directory(_ place: ConfigurationPlace) throws -> StateDirectory {
    try StateDirectory(state ?? Configuration(arguments: [], place: place).command.kept.state)
  }

  /// The folder, made where it is missing; nil where nothing is kept.
  func prepared() throws(StateFailure) -> StateDirectory? {
    guard !inMemory else { return nil }
    let directory = try StateDirectory(state)
    try directory.prepare()
    return directory
  }
}
