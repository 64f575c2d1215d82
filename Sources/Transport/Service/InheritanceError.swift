/// Why the sockets that a service manager handed over are of no use.
package enum InheritanceError: Error, Hashable, Sendable {
  case badCount(String)
  case notOpen(Int32)
  case notListening(Int32)
}

extension InheritanceError: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  package var description: String {
    switch self {
    case .badCount(let text):
      "LISTEN_FDS is '\(text)', not a number of sockets; start banterd without it, or from a socket unit"
    case .notOpen(let descriptor):
      "LISTEN_FDS speaks of descriptor \(descriptor), which is not open; start banterd from a socket unit"
    case .notListening(let descriptor):
      "descriptor \(descriptor) is no listening stream socket; write ListenStream= in the socket unit"
    }
  }
}
