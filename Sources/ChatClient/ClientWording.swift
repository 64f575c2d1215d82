internal import Framing
internal import Storage

/// What the client says to a person, in one place.
package enum ClientWording {
  static let connectionLost = "The connection to the router is lost. Trying again by itself."
  static let connectedAgain = "Connected again."

  static let sentSlowly =
    "The router takes messages more slowly than this: they all arrive, some of them a little later."

  static let routerLostItsLog =
    "The router has lost what it kept: what had not reached you is gone. What is shown here stays."

  static let tooOld =
    "The router keeps messages only for a while: some that were sent to you meanwhile are gone."

  static let noRooms = "This router has no rooms."
  static let notConnectedForRooms = "There is no connection to the router. Try again when there is."

  static let storedAgain = "Messages are kept on the disk again."

  static let unusableName =
    "The router passed on a message under a name that is empty or far too long; it was left out."

  static func joined(_ peer: Peer) -> String { "\(peer.title) is here." }
  static func left(_ peer: Peer) -> String { "\(peer.title) has left." }

  /// Why a text came back; `lost` is the text where the entry could not keep it, since it holds another.
  static func notDelivered(to peer: Peer, _ error: ErrorMessage, lost: String?) -> String {
    let reason =
      error.code == .noSuchUser
      ? "\(peer.title) is not here any more." : excerpt(of: error.msg, upTo: 500)
    let text = lost.map { "It was: “\(excerpt(of: $0))”" } ?? "Your text is kept below."
    return "Not delivered: \(reason) \(text)"
  }

  /// A message stays here until the router can take it.
  static func sentLater(_ error: ErrorMessage) -> String {
    "The router cannot take this message at the moment: "
      + "\(excerpt(of: error.msg, upTo: 500)) It is sent again by itself."
  }

  /// Why nothing of this run is kept.
  static func notKept(_ error: SQLiteError) -> String {
    "What is said now is not kept on this computer. \(StorageWording.reason(of: error))"
  }

  /// Why messages cannot be kept.
  static func notStored(_ error: SQLiteError) -> String {
    "Messages cannot be kept on the disk: \(StorageWording.reason(of: error)) "
      + "You can chat on; what is shown is kept as soon as that is possible."
  }

  static func routerSaid(_ error: ErrorMessage) -> String {
    "The router says: \(excerpt(of: error.msg, upTo: 500))"
  }

  static func unreadable(_ error: MessageError) -> String {
    "The router sent something that cannot be read (\(error.code.rawValue)); it was left out."
  }

  /// Why a text was not sent; `lost` is the text where the entry could not keep it.
  static func notSent(
    to peer: Peer, _ failure: ClientSession.SendFailure, lost: String? = nil
  ) -> String {
    let kept = lost.map { "It was: “\(excerpt(of: $0))”" } ?? "Your text is kept below."
    return switch failure {
    case .peerIsGone:
      "Not sent: \(peer.title) is not here. \(kept)"
    case .keyInDoubt: "\(TrustWording.notSent(to: peer.title)) \(kept)"
    case .tooLong(let length, let limit):
      "Not sent: this message has \(length) bytes, the router takes \(limit). "
        + "Send it in parts. \(kept)"
    }
  }

  /// The beginning of a text, on one line.
  private static func excerpt(of text: String, upTo count: Int = 60) -> String {
    let start = text.prefix(count).map { $0.isNewline ? " " : $0 }
    return String(start) + (start.count < count ? "" : "…")
  }
}
