/// The named bounds of the wire; every length, count and name from outside is held against one of them.
package enum Limits {
  /// The longest body a client may send, in bytes, unless the router was started with `--max-frame`.
  package static let frameFromClient = 65_536

  /// The most that `--max-frame` may allow.
  package static let frameFromClientMaximum = 1_048_576

  /// The longest body before `register`.
  package static let frameBeforeRegister = 4_096

  /// The longest body a router sends: its length's top byte is always 0 (see `FirstByte`).
  package static let frameFromRouter = 16_777_215

  /// How deep arrays and objects may nest; the message's own object is the first level.
  package static let depth = 32

  /// The bytes of a frame's length in versions 1 and 2.
  @inlinable package static var jsonHeader: Int { 4 }

  /// The bytes of a frame's length in the legacy protocol.
  package static let legacyHeader = 64

  /// The longest name, in characters as a person counts them (grapheme clusters).
  package static let nameCharacters = 32

  /// The longest name, in bytes of UTF-8.
  @inlinable package static var nameBytes: Int { 96 }

  /// The longest `cid`, in bytes of UTF-8.
  package static let cidBytes = 64

  /// The longest `device`, in bytes of UTF-8.
  package static let deviceBytes = 64

  /// The longest `display`, in bytes of UTF-8.
  package static let displayBytes = 256

  /// The longest `token` of an invitation, in bytes.
  package static let tokenBytes = 64

  /// The longest `text` of `away`, in bytes of UTF-8.
  package static let awayBytes = 256

  /// How many messages a page of `history` has at most, and how many where nobody said.
  package static let historyItems = 200
  package static let historyItemsUsual = 50

  /// How many rooms a user can be in, beside the one of everybody.
  package static let roomsOfAUser = 100

  /// How many keys a name can belong to: computers of one person.
  package static let keysOfAName = 100

  /// Of how many people's keys one connection is told when they change.
  package static let watchedKeys = 1_000

  /// What a message counts in a user's log beside its text, in bytes.
  package static let logOverhead = 100

  /// The least time between two words that a client's user writes, in milliseconds.
  package static let typingInterval: Int64 = 1_000

  /// How many wrong messages within `strikeWindow` a connection survives.
  package static let strikes = 20

  /// The time in which strikes are counted, in milliseconds.
  package static let strikeWindow: Int64 = 10_000

  /// The least time between two lists of users to one client, in milliseconds.
  package static let userListInterval: Int64 = 100
}
