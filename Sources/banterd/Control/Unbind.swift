internal import ArgumentParser

/// `banterd unbind NAME`.
struct Unbind: ControlCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Takes a name from its keys, as when its owner has lost the key: the next who takes it gets its messages, too."
  )
  @OptionGroup var place: ConfigurationPlace
  @OptionGroup var kept: StatePlace
  @Argument(transform: Self.word) var name: String
  var request: ControlRequest { .unbind(name) }
}
