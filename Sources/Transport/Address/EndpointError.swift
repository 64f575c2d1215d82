/// Why a text names no endpoint.
package enum EndpointError: Error, Hashable, Sendable {
  case empty
  case noHost(String)
  case notNumeric(String)
  case badPort(String)
  case noPort(String)
  case unbalancedBracket(String)
  case badCharacter(String)
  case noPath
  case pathTooLong(bytes: Int)
}

extension EndpointError: CustomStringConvertible {
  /// What is wrong and what to write instead, for a person.
  package var description: String {
    switch self {
    case .empty:
      "the address is empty; write it as 127.0.0.1:5050"
    case .noHost(let text):
      "'\(text)' has no host before the port; write it as 127.0.0.1:5050"
    case .notNumeric(let text):
      "'\(text)' is not an IP address; write one as 127.0.0.1:5050 or [::1]:5050, or unix:PATH"
    case .badPort(let text):
      "'\(text)' is not a port; a port is a number from 0 to 65535"
    case .noPort(let text):
      "'\(text)' has no port; write it as 127.0.0.1:5050"
    case .unbalancedBracket(let text):
      "'\(text)' has a bracket too few; an IPv6 address is written as [::1]:5050"
    case .badCharacter(let text):
      "'\(text)' is not a host name"
    case .noPath:
      "unix: wants the path of a socket; write it as unix:/run/banter.sock"
    case .pathTooLong(let bytes):
      "the path of a socket has at most \(Endpoint.unixPathLimit) bytes, this one has \(bytes)"
    }
  }
}
