internal import Glibc

extension Endpoint {
  /// Reads `ADDRESS:PORT` with a numeric address or `localhost`, or `unix:PATH`.
  ///
  /// - Parameters:
  ///   - text: What a person wrote.
  ///   - defaultPort: The port of a text without one; nil where it must have one.
  /// - Returns: The endpoint.
  /// - Throws: `EndpointError` where the text is none of these.
  package static func parse(
    _ text: String, defaultPort: UInt16? = nil
  ) throws(EndpointError) -> Endpoint {
    if defaultPort == nil, isWithoutPort(text) { throw .noPort(text) }
    switch try HostPort.parse(text, defaultPort: defaultPort ?? 0) {
    case .unix(let path):
      return .unix(path: path)
    case .network(let host, let port):
      guard let endpoint = numeric(host == "localhost" ? "127.0.0.1" : host, port: port) else {
        throw .notNumeric(text)
      }
      return endpoint
    }
  }

  /// Reads a numeric address, with a scope after `%` where it is IPv6; nil for any other text.
  ///
  /// The corresponding C function is `inet_pton`.
  package static func numeric(_ host: String, port: UInt16) -> Endpoint? {
    var v4 = in_addr()
    if unsafe inet_pton(AF_INET, host, &v4) == 1 {
      return .ipv4(UInt32(bigEndian: v4.s_addr), port: port)
    }
    let parts = host.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    var v6 = in6_addr()
    guard let address = parts.first, unsafe inet_pton(AF_INET6, String(address), &v6) == 1 else {
      return nil
    }
    guard parts.count == 2 else { return .ipv6(number(of: v6), port: port, scope: 0) }
    let name = String(parts[1])
    let index = unsafe if_nametoindex(name)
    let scope = UInt32(name) ?? index
    return scope == 0 ? nil : .ipv6(number(of: v6), port: port, scope: scope)
  }

  private static func isWithoutPort(_ text: String) -> Bool {
    guard !text.isEmpty, !text.hasPrefix("unix:") else { return false }
    if text.hasPrefix("[") { return text.hasSuffix("]") }
    return text.filter { $0 == ":" }.count != 1
  }
}
