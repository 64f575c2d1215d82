internal import ArgumentParser
internal import Framing
internal import Transport

/// A command that a running router obeys.
protocol ControlCommand: ParsableCommand {
  var place: ConfigurationPlace { get }
  var kept: StatePlace { get }
  var request: ControlRequest { get }
}

extension ControlCommand {
  func run() throws {
    try ControlClient.ask(request, at: kept.directory(place).controlSocket)
  }

  /// A word without what separates words on the control socket.
  static func word(_ text: String) throws -> String {
    guard !text.isEmpty,
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { throw ValidationError("'\(text)' is no name, no fingerprint and no address") }
    return text
  }
}
