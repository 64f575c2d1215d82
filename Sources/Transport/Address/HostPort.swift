/// Where to connect to: a host by name or address with a port, or the path of a Unix socket.
package enum HostPort: Hashable, Sendable {
  case network(host: String, port: UInt16)
  case unix(path: String)

  /// Reads `HOST`, `HOST:PORT`, `[IPV6]:PORT`, a bare IPv6 address, or `unix:PATH`.
  ///
  /// - Throws: `EndpointError` where the text is none of these.
  package static func parse(
    _ text: String, defaultPort: UInt16
  ) throws(EndpointError) -> HostPort {
    guard !text.isEmpty else { throw .empty }
    if text.hasPrefix("unix:") { return .unix(path: try unixPath(text.dropFirst(5))) }
    let (host, port) = try split(text)
    guard !host.isEmpty else { throw .noHost(text) }
    guard host.utf8.count <= 255, host.unicodeScalars.allSatisfy(isHostCharacter) else {
      throw .badCharacter(text)
    }
    guard let port else { return .network(host: String(host), port: defaultPort) }
    return .network(host: String(host), port: try number(port))
  }

  /// Separates the host from the text of the port, where there is one.
  private static func split(_ text: String) throws(EndpointError) -> (Substring, Substring?) {
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { throw .unbalancedBracket(text) }
      let host = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard !rest.isEmpty else { return (host, nil) }
      guard rest.hasPrefix(":") else { throw .badPort(String(rest)) }
      return (host, rest.dropFirst())
    }
    guard !text.contains("]") else { throw .unbalancedBracket(text) }
    guard let colon = text.firstIndex(of: ":") else { return (text[...], nil) }
    let rest = text[text.index(after: colon)...]
    // Two colons and no bracket: an IPv6 address alone.
    guard !rest.contains(":") else { return (text[...], nil) }
    return (text[..<colon], rest)
  }

  private static func number(_ text: Substring) throws(EndpointError) -> UInt16 {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = UInt16(text)
    else { throw .badPort(String(text)) }
    return port
  }

  private static func unixPath(_ path: Substring) throws(EndpointError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .noPath }
    guard path.utf8.count <= Endpoint.unixPathLimit else {
      throw .pathTooLong(bytes: path.utf8.count)
    }
    return String(path)
  }

  /// Letters of any script, for names of IDNA; nothing that could be taken for a path or a control.
  private static func isHostCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "-._:%".unicodeScalars.contains(scalar)
  }
}

extension HostPort: CustomStringConvertible {
  /// The text as `parse` reads it.
  package var description: String {
    switch self {
    case .network(let host, let port):
      // A host that is called "unix" would be read as a path.
      host.contains(":") || host == "unix" ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
