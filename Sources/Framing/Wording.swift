/// What people read about errors: plain words that say what to do.
///
/// The facts are in the error types.
package enum Wording {
  package static func text(for error: MessageError) -> String {
    switch error {
    case .badUTF8: "This message is not valid UTF-8 text. Send it as UTF-8."
    case .badJSON(let offset):
      "This message is not one valid JSON object: see its byte \(offset), counted from 0."
    case .unknownType(let type): "Messages of the type \(quoted(type)) are not known here."
    case .badField("!WHISPER"): "A whisper is written !WHISPER:NAME:TEXT."
    case .badField(let field):
      "The field \(quoted(field)) is missing, is not of its type, or is too long or too short."
    case .unsupportedVersion(let version):
      "Version \(version) is not spoken here. Register with \"v\":2, or without \"v\" for version 1."
    }
  }

  package static func text(for error: FramingError) -> String {
    switch error {
    case .emptyFrame: "A frame must not be empty. The connection is closed."
    case .frameTooLarge(_, let limit):
      "This message is too long: \(limit) bytes are taken at most. The connection is closed."
    case .badLegacyHeader:
      "A message starts with its length in digits, padded with spaces to 64 bytes. "
        + "The connection is closed."
    }
  }

  package static func text(for error: NameError) -> String {
    switch error {
    case .empty: "The name is empty. Choose one."
    case .tooLong:
      "This name is too long: choose one of at most \(Limits.nameCharacters) characters."
    case .reserved: "This name is kept for the router itself. Choose another."
    case .forbiddenCharacter(let scalar):
      "A name has no \(codePoint(scalar)) in it: use letters, digits, and inside spaces, _ . - '"
    case .startsWithMark: "A name must not start with a combining mark."
    case .startsOrEndsWithPunctuation: "A name must start and end with a letter or a digit."
    case .doubledSpace: "A name must not have two spaces together."
    case .mixedScripts:
      "Latin letters must not stand in one name with Greek or Cyrillic ones. Use one alphabet."
    case .notARoom: "The name of a room starts with #, as in #tea."
    }
  }

  package static func notRegistered() -> String { "Say who you are first: send \"register\"." }

  package static func legacyNotRegistered() -> String {
    "Say who you are first: send USERNAME: and your name."
  }

  package static func alreadyRegistered(as name: String) -> String {
    "This connection is \(name) already. Connect again to use another name."
  }

  package static func nameTaken(_ name: String) -> String {
    "Somebody here is called \(name) already. Choose another name."
  }

  package static func nameLocked(_ name: String) -> String {
    "\(name) belongs to somebody's key, and is had only with that, encrypted. Choose another name."
  }

  package static func nameOfAnotherKey(_ name: String) -> String {
    "\(name) belongs to another key than yours. Choose another name, or link this device from one that has it."
  }

  package static func authRequired(_ name: String) -> String {
    "To be \(name) here takes an invitation, and one that is still good. Ask whoever runs this router."
  }

  package static func keyRequired() -> String {
    "An invitation is for a client with a key of its own, encrypted, of version 2."
  }

  package static func nameNotKept() -> String {
    "This router can't keep whose each name is just now. Try again later."
  }

  package static func banned() -> String {
    "You are not let in here. Ask whoever runs this router."
  }

  package static func kicked() -> String { "You were removed by whoever runs this router." }

  package static func linkNeedsKey() -> String {
    "Another device can be linked only to a name that belongs to a key: connect encrypted first."
  }

  package static func tooManyKeys(_ name: String) -> String {
    "\(name) belongs to \(Limits.keysOfAName) keys already, which is the most. Ask whoever runs this router."
  }

  package static func tooManyWatches() -> String {
    "You are told of changes to the keys of \(Limits.watchedKeys) people, which is the most. Connect again."
  }

  package static func fromMismatch(_ name: String) -> String {
    "You are \(name): leave \"from\" out or put that name there. The message was not delivered."
  }

  package static func noSuchUser(_ name: String) -> String {
    "\(quoted(name)) is not here. The message was not delivered."
  }

  package static func storageUnavailable() -> String {
    "The router can't write to its disk at the moment. The message was not taken: send it again later."
  }

  package static func unreadable() -> String {
    "The router can't read from its disk at the moment. Ask again later."
  }

  package static func unknownUser(_ name: String) -> String {
    "Nobody is known here as \(quoted(name))."
  }

  package static func mailboxFull(_ name: String) -> String {
    "\(quoted(name)) has too many messages waiting. The message was not taken: send it again later."
  }

  package static func notInRoom(_ room: String) -> String {
    "You are not in \(quoted(room)). Join it first. The message was not delivered."
  }

  package static func everyoneStays() -> String {
    "Everybody is in \(Room.everyone), and nobody can leave it."
  }

  package static func tooManyRooms() -> String {
    "You are in \(Limits.roomsOfAUser) rooms already. Leave one first."
  }

  package static func rateLimited() -> String {
    "You send faster than this router takes it: your messages arrive, but later. Send more slowly."
  }

  package static func notDelivered(to name: String) -> String {
    "The connection of \(quoted(name)) ended before this message had left. It was not delivered."
  }

  package static func notDeliveredInRoom(to name: String) -> String {
    "The connection of \(quoted(name)) ended before all that you said to everyone had left to it."
  }

  package static func registerTimeout() -> String {
    "You did not say who you are in time. Connect again and send it at once. The connection is closed."
  }

  package static func unfinishedFrame() -> String {
    "The rest of a message did not come in time. Connect again and send it whole. "
      + "The connection is closed."
  }

  package static func tooManyErrors() -> String {
    "Too many wrong messages in a short time. The connection is closed."
  }

  /// A text of a client's, shortened and with what is not drawn made visible.
  private static func quoted(_ text: String) -> String {
    let longest = 40
    let shown = text.unicodeScalars.prefix(longest).map(visible).joined()
    return "\"\(shown)\(text.unicodeScalars.count > longest ? "…" : "")\""
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: codePoint(scalar)
    default: String(Character(scalar))
    }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
