package import Framing
package import struct SystemPackage.Errno

/// Why there is no connection.
package enum ConnectError: Error, Hashable, Sendable {
  case noSuchHost(String)
  case noNameServer(String)
  case cannotResolve(String)
  case refused(Endpoint)
  case timedOut(Endpoint)
  case unreachable(Endpoint)
  case noSuchSocket(Endpoint)
  case notPermitted(Endpoint)
  case failed(Endpoint, Errno)
  /// The router showed a key that the verdict was against; nothing was sent to it.
  case untrusted(Endpoint, Pin)
  /// What answers does not speak TLS 1.3.
  case notEncrypted(Endpoint)
  /// The router refused, or the handshake failed.
  case notSecured(Endpoint, TLSFailure)

  /// Why an encrypted connection ended before its handshake was over.
  init(_ end: ConnectionEnd, at endpoint: Endpoint) {
    self =
      switch end {
      case .tls(.untrusted(let pin)): .untrusted(endpoint, pin)
      case .tls(.notTLS), .tls(.oldVersion): .notEncrypted(endpoint)
      case .tls(.timedOut): .timedOut(endpoint)
      case .tls(let failure): .notSecured(endpoint, failure)
      case .reset(let error): .failed(endpoint, error)
      case .endOfStream, .closedHere, .queueFull: .notSecured(endpoint, .endedEarly)
      }
  }

  init(_ error: Errno, at endpoint: Endpoint) {
    self =
      switch error {
      case .connectionRefused: .refused(endpoint)
      case .timedOut: .timedOut(endpoint)
      case .noRouteToHost, .networkUnreachable, .networkDown, .hostIsDown,
        .addressFamilyNotSupported, .addressNotAvailable:
        .unreachable(endpoint)
      case .noSuchFileOrDirectory: .noSuchSocket(endpoint)
      case .permissionDenied, .notPermitted: .notPermitted(endpoint)
      default: .failed(endpoint, error)
      }
  }
}

extension ConnectError: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  package var description: String {
    switch self {
    case .noSuchHost(let host):
      "No machine is called '\(host)'. Check the spelling of the name."
    case .noNameServer(let host):
      "'\(host)' could not be looked up just now. Is this machine online?"
    case .cannotResolve(let host):
      "'\(host)' could not be looked up. Try the machine's IP address in its place."
    case .refused(let endpoint):
      "Nothing answers at \(endpoint). Is the router running there, and at that port?"
    case .timedOut(let endpoint):
      "\(endpoint) did not answer in time. Is the machine on, and does a firewall let you through?"
    case .unreachable(let endpoint):
      "There is no way to \(endpoint) from here. Is this machine online?"
    case .noSuchSocket(let endpoint):
      "There is no \(endpoint). Is the router running, and listening at that path?"
    case .notPermitted(let endpoint):
      "You may not connect to \(endpoint). A firewall or the file's permissions forbid it."
    case .failed(let endpoint, let error):
      "Connecting to \(endpoint) failed: \(error)."
    case .untrusted(let endpoint, _):
      "\(endpoint) showed a key that is not trusted. Nothing was sent to it."
    case .notEncrypted(let endpoint):
      "What answers at \(endpoint) does not speak TLS 1.3. Is it a Banter router, and up to date?"
    case .notSecured(let endpoint, let failure):
      "\(endpoint) did not let us in: \(failure). Try again in a moment."
    }
  }
}
