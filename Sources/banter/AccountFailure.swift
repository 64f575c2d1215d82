internal import ChatClient
internal import Framing
internal import Transport

/// Why a person could not be signed in.
enum AccountFailure: Error, CustomStringConvertible {
  case unreachable(ConnectError, HostPort)
  case refused(ErrorMessage, name: String, isEncrypted: Bool)
  /// The name has another key, and the code from another computer does not help.
  case codeRefused(name: String)
  /// The router closed the connection without a word.
  case closedUnanswered(HostPort)
  /// Another program of this person has the history open.
  case historyInUse(name: String, HostPort)
  case noHistory(String)
  case noKeyring(KeyringFailure)
  /// What answers there has another key than the link says.
  case notAsInvited(HostPort)
  /// The person does not trust the router's key.
  case notTrusted(HostPort)
  case linkInTheClear

  /// What went wrong and what to do, in plain words.
  var description: String {
    switch self {
    case .unreachable(let error, _):
      error.description + (isInTheClear ? AccountFailure.howToSpeakInTheClear : "")
    case .refused(let error, let name, let isEncrypted):
      ClientWording.refused(error, as: name, isEncrypted: isEncrypted)
    case .codeRefused(let name):
      "This code does not let you in as \(name): it is mistyped, was used, or holds no more. "
        + "Have your other computer make a new one, and type that above."
    case .closedUnanswered(let router):
      "\(router) closed the connection without an answer. Is it a Banter router?"
    case .historyInUse(let name, let router):
      "\(name) at \(router) is signed in here already, in another banter. "
        + "Use that one, or start this one with a folder of its own: --state DIR."
    case .noHistory(let reason): "The messages cannot be kept: \(reason)"
    case .noKeyring(let failure): failure.description
    case .notAsInvited(let router):
      "What answers at \(router) does not have the key that the link says, and nothing was sent to it. "
        + "Somebody pretends to be the router, or the link is old: ask whoever gave you the link."
    case .notTrusted(let router):
      "The key of \(router) is not trusted, and nothing was sent to it."
    case .linkInTheClear:
      "An invitation is for an encrypted connection. Start banter without --plaintext."
    }
  }

  private static let howToSpeakInTheClear =
    " An old router speaks only in the clear: on a network that you trust, start banter with --plaintext."

  /// Whether it may be that the router does not speak TLS at all.
  private var isInTheClear: Bool {
    switch self {
    case .unreachable(.notEncrypted, _), .unreachable(.notSecured(_, .endedEarly), _): true
    default: false
    }
  }

  var isUnreachable: Bool {
    switch self {
    case .unreachable(.notEncrypted, _): false
    case .unreachable: true
    default: false
    }
  }

  /// Whether a code from another computer could help: the name is had with another key.
  var isHelpedByCode: Bool {
    switch self {
    case .refused(let error, _, true): error.code == .nameTaken
    case .codeRefused: true
    default: false
    }
  }

  /// Whether nobody listens there: a router could be started.
  var isNobodyListening: Bool {
    if case .unreachable(.refused, _) = self { true } else { false }
  }
}
