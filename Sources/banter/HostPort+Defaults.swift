internal import Transport

extension HostPort {
  static let standardPort: UInt16 = 5050

  /// A router on this computer.
  static let thisComputer = HostPort.network(host: "localhost", port: standardPort)

  /// Reads what a person writes for a router; without a port it is the standard one.
  static func parse(_ text: String) throws(EndpointError) -> HostPort {
    try parse(text, defaultPort: standardPort)
  }

  /// The port to start a router at, if it is this computer that is meant.
  var portOfThisComputer: UInt16? {
    guard case .network(let host, let port) = self else { return nil }
    return ["localhost", "127.0.0.1", "::1"].contains(host.lowercased()) ? port : nil
  }
}
