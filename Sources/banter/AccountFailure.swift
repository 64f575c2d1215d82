internal import Framing
internal import Transport

/// Why a person could not be signed in.
enum AccountFailure: Error, CustomStringConvertible {
  case unreachable(ConnectError, HostPort)
  case refused(ErrorMessage)
  /// The router closed the connection without a word.
  case closedUnanswered(HostPort)
  /// Another program of this person has the history open.
  case historyInUse(name: String, HostPort)
  case noHistory(String)

  /// What went wrong and what to do, in plain words.
  var description: String {
    switch self {
    case .unreachable(let error, _): error.description
    case .refused(let error): error.msg
    case .closedUnanswered(let router):
      "\(router) closed the connection without an answer. Is it a Banter router?"
    case .historyInUse(let name, let router):
      "\(name) at \(router) is signed in here already, in another banter. "
        + "Use that one, or start this one with a folder of its own: --state DIR."
    case .noHistory(let reason): "The messages cannot be kept: \(reason)"
    }
  }

  var isUnreachable: Bool {
    if case .unreachable = self { true } else { false }
  }

  /// Whether nobody listens there: a router could be started.
  var isNobodyListening: Bool {
    if case .unreachable(.refused, _) = self { true } else { false }
  }
}
