internal import ArgumentParser

/// `banterd rotate-key`.
struct RotateKey: ControlCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Changes the router's key in two steps: makes and announces the next one, then switches.")
  @OptionGroup var place: ConfigurationPlace
  @OptionGroup var kept: StatePlace
  @Flag(name: .customLong("switch"), help: "Make the announced key the router's key.")
  var isSwitch = false
  var request: ControlRequest { .rotateKey(isSwitch: isSwitch) }
}
