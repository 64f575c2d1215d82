internal import Transport

extension HostPort {
  static let standardPort: UInt16 = 5050

  /// A router on this computer.
  static let thisComputer = HostPort.network(host: "localhost", port: standardPort)

  /// Reads what a person writes for a router; without a port it is the standard one.
  static func parse(_ text: String) throws(EndpointError) -> HostPort {
    try parse(text, defaultPort: standardPort)
  }

  /// What a person calls the router: without the port where it is the standard one.
  var shortName: String {
    guard case .network(let host, HostPort.standardPort) = self else { return description }
    return host
  }

  /// Where to start a router that is found here, as `banterd` is told it, if this computer is meant.
  var listenAddressHere: String? {
    guard case .network(let host, let port) = self else { return nil }
    return switch host.lowercased() {
    case "localhost", "127.0.0.1": "127.0.0.1:\(port)"
    case "::1": "[::1]:\(port)"
    default: nil
    }
  }
}
