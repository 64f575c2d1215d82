/// The tables of the router's database; a further schema is a further step.
///
/// `batch` only grows at its end, a commit writes nothing else of most messages, and hundreds of them at once: the
/// indexes `stretch` and `talk` follow later, many lines in a row (see `RouterLog`).
///
/// - `batch.id` is the id of its first message: the protocol's `id` as a number, milliseconds since 1970 in the upper
///   44 bits. `messages` are its messages, see `StoredMessage`: with whose logs each is a line of, see `EntryList`, and
///   with the sender's mark and the text as literals of JSON with their quotes, as they are sent.
/// - `stretch` has the lines of users' logs, from the number `first` to the one before `end`, see `LineStretch`;
///   `size` is how much they count. `talk` tells in which stretches there are lines of a conversation.
/// - A target and `peer` are a user, or a room where they are negative; `#everyone` is -1.
/// - `fact` has `server`, the log's own number; `seed`, see `MarkHash`; `indexed`, the message up to which the indexes
///   are whole; `room` and `user`, the numbers that are not to be given again, see `lastNumbers`.
enum RouterLogSchema {
  /// The letters of `Bntr`.
  static let application: Int32 = 0x426E_7472

  static let migrations = Migrations(application: application, steps: [version1])

  private static let version1 = """
    CREATE TABLE batch(id INTEGER PRIMARY KEY, messages BLOB NOT NULL) STRICT;
    CREATE TABLE stretch(
      user INTEGER NOT NULL, first INTEGER NOT NULL, end INTEGER NOT NULL, size INTEGER NOT NULL,
      lines BLOB NOT NULL, PRIMARY KEY(user, first)) STRICT, WITHOUT ROWID;
    CREATE TABLE talk(
      user INTEGER NOT NULL, peer INTEGER NOT NULL, first INTEGER NOT NULL,
      PRIMARY KEY(user, peer, first)) STRICT, WITHOUT ROWID;
    CREATE TABLE user(
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, keeps_log INTEGER NOT NULL,
      seen INTEGER NOT NULL, first INTEGER NOT NULL, sent INTEGER NOT NULL,
      acked INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
    CREATE TABLE room(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE member(
      room INTEGER NOT NULL, user INTEGER NOT NULL, PRIMARY KEY(room, user)) STRICT, WITHOUT ROWID;
    CREATE TABLE reach(
      owner INTEGER NOT NULL, peer INTEGER NOT NULL, delivered INTEGER NOT NULL,
      read INTEGER NOT NULL, own INTEGER NOT NULL, head INTEGER NOT NULL,
      PRIMARY KEY(owner, peer)) STRICT, WITHOUT ROWID;
    CREATE TABLE fact(key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    """
}
