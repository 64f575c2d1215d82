internal import Framing

/// What the client says to a person, in one place.
enum ClientWording {
  static let connectionLost = "The connection to the router is lost. Trying again by itself."
  static let connectedAgain = "Connected again."

  static let sentSlowly =
    "The router takes messages more slowly than this: they all arrive, some of them a little later."

  static let unusableName =
    "The router passed on a message under a name that is empty or far too long; it was left out."

  static func joined(_ peer: Peer) -> String { "\(peer.title) is here." }
  static func left(_ peer: Peer) -> String { "\(peer.title) has left." }

  static func mayNotHaveArrived(_ text: String) -> String {
    "The connection broke before the router confirmed this message, it may not have arrived: "
      + "“\(excerpt(of: text))”"
  }

  /// Why a text came back; `lost` is the text where the entry could not keep it, since it holds another.
  static func notDelivered(to peer: Peer, _ error: ErrorMessage, lost: String?) -> String {
    let reason =
      error.code == .noSuchUser
      ? "\(peer.title) is not here any more." : excerpt(of: error.msg, upTo: 500)
    let text = lost.map { "It was: “\(excerpt(of: $0))”" } ?? "Your text is kept below."
    return "Not delivered: \(reason) \(text)"
  }

  static func routerSaid(_ error: ErrorMessage) -> String {
    "The router says: \(excerpt(of: error.msg, upTo: 500))"
  }

  static func unreadable(_ error: MessageError) -> String {
    "The router sent something that cannot be read (\(error.code.rawValue)); it was left out."
  }

  /// Why a text was not sent.
  static func notSent(to peer: Peer, _ failure: ClientSession.SendFailure) -> String {
    switch failure {
    case .notConnected:
      "Not sent: there is no connection to the router. Your text is kept below."
    case .peerIsGone:
      "Not sent: \(peer.title) is not here. Your text is kept below."
    case .tooLong(let length, let limit):
      "Not sent: this message has \(length) bytes, the router takes \(limit). "
        + "Send it in parts; your text is kept below."
    }
  }

  static let queued = "Not sent yet: it goes out by itself when there is a connection."

  static func noSuchCommand(_ word: String) -> String {
    "There is no command /\(word). To say it, begin with //."
  }

  /// Who is typing; nil for nobody.
  static func typing(_ names: [String]) -> String? {
    switch names.count {
    case 0: nil
    case 1: "\(names[0]) is typing…"
    case 2: "\(names[0]) and \(names[1]) are typing…"
    default: "\(names[0]), \(names[1]) and others are typing…"
    }
  }

  /// The beginning of a text, on one line.
  private static func excerpt(of text: String, upTo count: Int = 60) -> String {
    let start = text.prefix(count).map { $0.isNewline ? " " : $0 }
    return String(start) + (start.count < count ? "" : "…")
  }
}
