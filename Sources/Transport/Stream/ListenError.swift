package import struct SystemPackage.Errno

/// Why nobody can be listened to at an endpoint.
package enum ListenError: Error, Hashable, Sendable {
  case addressInUse(Endpoint)
  case addressNotHere(Endpoint)
  case notPermitted(Endpoint)
  case notASocket(Endpoint)
  case noSuchFolder(Endpoint)
  case failed(Endpoint, Errno)

  init(_ error: Errno, at endpoint: Endpoint) {
    self =
      switch error {
      case .addressInUse: .addressInUse(endpoint)
      case .addressNotAvailable, .addressFamilyNotSupported: .addressNotHere(endpoint)
      case .permissionDenied, .notPermitted: .notPermitted(endpoint)
      case .noSuchFileOrDirectory, .notDirectory: .noSuchFolder(endpoint)
      default: .failed(endpoint, error)
      }
  }
}

extension ListenError: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  package var description: String {
    switch self {
    case .addressInUse(let endpoint):
      "\(endpoint) is taken by another program; stop that one, or listen at another port"
    case .addressNotHere(let endpoint):
      "\(endpoint) is not an address of this machine; listen at [::]:5050 for all that it has"
    case .notPermitted(let endpoint):
      "\(endpoint) is not permitted for this user; listen at a port from 1024 on, or in a folder of yours"
    case .notASocket(let endpoint):
      "\(endpoint) is a file, not a socket; move it away, or listen at another path"
    case .noSuchFolder(let endpoint):
      "the folder of \(endpoint) does not exist; make it first"
    case .failed(let endpoint, let error):
      "cannot listen at \(endpoint): \(error)"
    }
  }
}
