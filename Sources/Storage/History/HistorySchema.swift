/// The tables of a client's history.
enum HistorySchema {
  /// "bntc": Banter's client.
  static let application: Int32 = 0x626e_7463

  static let migrations = Migrations(application: application, steps: [version1, version2])

  /// The table of the words of messages, of `SearchWords`: a part of the first schema, so never changed.
  static let words = """
    CREATE VIRTUAL TABLE word USING fts5(
      place, text, content='', columnsize=0, prefix='1 2 3',
      tokenize="unicode61 remove_diacritics 2 categories 'L* M* N* So Co Cn'")
    """

  /// The first schema.
  ///
  /// `log` is one life of a router's log: its `seq` count anew in the next. `item.state` is the `rawValue`
  /// of a `Delivery`, 1 for what others said. The words are indexed without a copy of the text; each
  /// has the conversation beside it, so that a search in one reads no other.
  private static let version1 = """
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE log (
      id INTEGER PRIMARY KEY, server TEXT NOT NULL, cursor INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE conversation (
      id INTEGER PRIMARY KEY, peer TEXT NOT NULL UNIQUE, address TEXT NOT NULL,
      read INTEGER NOT NULL, told INTEGER NOT NULL, delivered INTEGER NOT NULL,
      seen INTEGER NOT NULL, draft TEXT NOT NULL);
    CREATE TABLE item (
      key INTEGER PRIMARY KEY, conversation INTEGER NOT NULL REFERENCES conversation,
      number INTEGER NOT NULL, author TEXT, text TEXT NOT NULL, time INTEGER NOT NULL,
      state INTEGER NOT NULL, cid TEXT, log INTEGER REFERENCES log, seq INTEGER, message TEXT);
    CREATE INDEX item_order ON item (conversation, number);
    CREATE INDEX item_message ON item (message) WHERE message IS NOT NULL;
    CREATE UNIQUE INDEX item_cid ON item (cid) WHERE cid IS NOT NULL;
    CREATE INDEX item_outbox ON item (key) WHERE state = 0;
    \(words);
    """

  /// Where the window of a conversation stood: the message at its top, and how many pixels that was above it.
  private static let version2 = """
    ALTER TABLE conversation ADD COLUMN top INTEGER;
    ALTER TABLE conversation ADD COLUMN shift INTEGER NOT NULL DEFAULT 0;
    """
}
