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

  // MARK: The keys of people

  static func peerKeys(of name: String, count: Int) -> String {
    count > 1 ? "The keys of \(name)" : "The key of \(name)"
  }

  static func comparePeer(_ name: String, count: Int) -> String {
    let what =
      count > 1
      ? "Compare each with what \(name) sees on that computer" : "Compare it with what \(name) sees"
    return
      "\(what) (Ctrl+K in the roster of Banter), by telephone or face to face. If all of it is the "
      + "same, nobody else can be \(name) here."
  }

  static func peerHasNoKey(_ name: String) -> String {
    "The name \(name) belongs to no key at this router: whoever has it is here without encryption or with an "
      + "old program, and there is nothing to know them by."
  }

  static func noKeyKnown(_ name: String) -> String { "No key of \(name) is known here yet." }

  static func source(_ source: PeerKeys.Source) -> String? {
    switch source {
    case .told: nil
    case .asking: "Asking the router…"
    case .offline:
      "There is no connection to the router: this is what it told last. It is asked as soon as there is one."
    case .untold(.tooOld):
      "This router speaks an older protocol, and tells nobody’s key: this is what was known before."
    case .untold(.noAnswer): "The router does not answer: this is what was known before."
    case .untold(.refused): "The router does not tell this key: this is what was known before."
    }
  }

  /// What the button in a chat says, which opens the keys.
  static func button(_ standing: PeerKeys.Standing) -> String {
    switch standing {
    case .keyless: "No key"
    case .unverified: "Not verified"
    case .verified: "Verified"
    case .changed: "Another key!"
    }
  }

  /// What stands above one of several keys, or above a new one.
  static func keyTitle(_ number: Int, of count: Int, isNew: Bool) -> String {
    let which = count > 1 ? "Key \(number) of \(count)" : "The key in use now"
    return which + (isNew ? ", which you have not compared:" : ":")
  }

  static let anotherKey = "another key"
  static let noKeyNow = "no key any more"
  static let keyNotChecked = "key not checked"

  /// What is wrong with keys that are not those that were compared.
  private static func change(_ keys: PeerKeys, of name: String) -> String {
    if keys.now.isEmpty {
      "\(name) has no key any more, and you had compared one: anybody may be \(name) now."
    } else if keys.now.contains(where: keys.compared.contains) {
      "\(name) has one more key, which you have not compared: a new computer, or somebody else."
    } else {
      "\(name) has another key than the one you compared: a new computer, or somebody else."
    }
  }

  static func keyChanged(_ keys: PeerKeys, of name: String) -> String {
    "Beware: \(change(keys, of: name)) Nothing is sent to them until you say what to do: Ctrl+K."
  }

  /// The same above the keys themselves, and the buttons.
  static func keyChangedHere(_ keys: PeerKeys, of name: String) -> String {
    "Beware: \(change(keys, of: name)) Nothing is sent to them until you press one of the buttons below."
  }

  static func notSent(to name: String) -> String { "Not sent: compare \(name)’s key first." }

  static func keyNotChecked(of name: String, _ silence: PeerKeys.Silence) -> String {
    let why =
      switch silence {
      case .tooOld: "this router speaks an older protocol, and tells nobody’s key"
      case .noAnswer: "the router did not answer"
      case .refused: "the router refused to tell"
      }
    return "Careful: nothing shows whether \(name) still has the key you compared: \(why)."
  }

  static func unverifiedKeyChanged(_ name: String, hasNone: Bool) -> String {
    hasNone
      ? "\(name) has no key any more: the name is whoever’s takes it next."
      : "\(name) has another key than before, perhaps a new computer. You have never compared keys with "
        + "\(name): Ctrl+K shows it."
  }

  static func verified(count: Int) -> String {
    count > 1 ? "You have compared these keys." : "You have compared this key."
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
