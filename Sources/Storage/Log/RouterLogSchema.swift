/// The tables of the router's database; a further schema is a further step.
///
/// `message` only grows at its end, and a commit writes nothing else of most messages: the indexes
/// `entry` and `mark` follow in batches (see `RouterLog`).
///
/// - `message.id` is the protocol's `id` as a number: milliseconds since 1970 in the upper 44 bits.
/// - `target` and `peer` are a user, or a room where they are negative; `#everyone` is -1.
/// - `message.entries` are pairs of a user and its `seq`, see `EntryList`.
/// - `message.text` is the text as a literal of JSON with its quotes, as it is sent.
enum RouterLogSchema {
  /// The letters of `Bntr`.
  static let application: Int32 = 0x426E_7472

  static let migrations = Migrations(application: application, steps: [version1])

  private static let version1 = """
    CREATE TABLE message(
      id INTEGER PRIMARY KEY, sender INTEGER NOT NULL, target INTEGER NOT NULL, cid BLOB,
      entries BLOB NOT NULL, text TEXT NOT NULL) STRICT;
    CREATE TABLE entry(
      user INTEGER NOT NULL, seq INTEGER NOT NULL, peer INTEGER NOT NULL, size INTEGER NOT NULL,
      message INTEGER NOT NULL, PRIMARY KEY(user, seq)) STRICT, WITHOUT ROWID;
    CREATE INDEX conversation ON entry(user, peer, seq);
    CREATE TABLE mark(
      sender INTEGER NOT NULL, cid BLOB NOT NULL, message INTEGER NOT NULL,
      PRIMARY KEY(sender, cid)) STRICT, WITHOUT ROWID;
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
