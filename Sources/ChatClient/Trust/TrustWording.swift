internal import Framing
internal import Storage

/// What the client says about keys, in one place.
enum TrustWording {
  static func noBook(at file: String?, _ error: SQLiteError) -> String {
    "The keys that you trust cannot be used\(file.map { " (\($0))" } ?? ""). "
      + StorageWording.reason(of: error)
  }

  static let compareRouter =
    "Ask whoever runs the router for its fingerprint (they see it with “banterd pin”) and compare. If all "
    + "of it is the same, trust the router: you won’t be asked again. A link that begins with banter:// "
    + "carries the fingerprint itself."

  static func keyChanged(_ router: String) -> String { "\(router) has another key than before" }

  static let whyStopped =
    "Nothing was sent. Either whoever runs the router made a new key, or somebody between you and the "
    + "router pretends to be it, and would read all you write. Ask them, by telephone or face to face, "
    + "before you go on."

  static func typeName(_ router: String) -> String {
    "Only if you have compared the new key: type \(router) to go on."
  }

  static func peerKey(_ name: String) -> String { "The key of \(name)" }

  static func comparePeer(_ name: String) -> String {
    "Compare it with what \(name) sees there, by telephone or face to face. If all of it is the same, "
      + "nobody else can be \(name) here."
  }

  static func peerHasNoKey(_ name: String) -> String {
    "\(name) is here without encryption or with an old program: there is no key to know them by."
  }

  static func peerKeyChanged(_ name: String, wasVerified: Bool) -> String {
    wasVerified
      ? "Beware: \(name) has another key than the one you compared. It may be a new computer, or somebody "
        + "else. Compare the fingerprints again (Ctrl+K) before you trust what they write."
      : "\(name) has another key than before: a new computer, or somebody else. Ctrl+K shows it."
  }

  static let looksLikeYou = "looks like you"

  static func looksLike(_ name: String) -> String { "looks like \(name)" }

  static func isNot(_ name: String, _ other: String, isOwn: Bool) -> String {
    isOwn
      ? "Careful: “\(name)” looks like your own name, but is somebody else."
      : "Careful: “\(name)” looks like “\(other)”, but is somebody else."
  }

  static func ownKey(_ name: String) -> String { "The key of \(name), on this computer" }

  static let keepACopy =
    "Your name belongs to whoever has this key. Keep a copy of it in a safe place: a lost key is a lost "
    + "name. To use the same name on another computer, link it, or import the copy there."

  static let linkCode = "On the other computer sign in with the same name and this code:"

  static func linkCodeHolds(_ minutes: Int64) -> String {
    "It holds once, for \(minutes) minutes. Tell it to nobody else."
  }
}
