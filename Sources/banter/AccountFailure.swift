internal import Framing
internal import Transport

/// Why a person could not be signed in.
enum AccountFailure: Error, CustomStringConvertible {
  case unreachable(ConnectError, HostPort)
  case refused(ErrorMessage)
  /// The router closed the connection without a word.
  case closedUnanswered(HostPort)

  /// What went wrong and what to do, in plain words.
  var description: String {
    switch self {
    case .unreachable(let error, _): error.description
    case .refused(let error): error.msg
    case .closedUnanswered(let router):
      "\(router) closed the connection without an answer. Is it a Banter router?"
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
