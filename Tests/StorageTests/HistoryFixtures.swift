/// Histories as former versions wrote them: each schema that was ever released, and something in it.
enum HistoryFixtures {
  /// The first schema.
  static let version1 = """
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
    CREATE VIRTUAL TABLE word USING fts5(
      place, text, content='', columnsize=0, prefix='1 2 3',
      tokenize="unicode61 remove_diacritics 2 categories 'L* M* N* So Co Cn'");
    INSERT INTO fact VALUES ('device', '6f1c');
    INSERT INTO log VALUES (1, 'r1', 813);
    INSERT INTO conversation VALUES (1, 'bob', 'Bob', 0, 0, 0, 0, 'half a sentence');
    INSERT INTO item VALUES
      (1, 1, 0, NULL, 'hello Bob', 1000, 1, 'c1', 1, 812, 'm1'),
      (2, 1, 1, 'Bob', 'hello alice', 2000, 1, NULL, 1, 813, 'm2'),
      (3, 1, 2, NULL, 'are you there?', 3000, 0, 'c2', NULL, NULL, NULL);
    INSERT INTO word (rowid, place, text) VALUES
      (1, 'c1', 'hello Bob'), (2, 'c1', 'hello alice'), (3, 'c1', 'are you there?');
    PRAGMA user_version = 1;
    PRAGMA application_id = 1651405923;
    """

  /// The second: where a window stood.
  static let version2 = """
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE log (
      id INTEGER PRIMARY KEY, server TEXT NOT NULL, cursor INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE conversation (
      id INTEGER PRIMARY KEY, peer TEXT NOT NULL UNIQUE, address TEXT NOT NULL,
      read INTEGER NOT NULL, told INTEGER NOT NULL, delivered INTEGER NOT NULL,
      seen INTEGER NOT NULL, draft TEXT NOT NULL, top INTEGER, shift INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE item (
      key INTEGER PRIMARY KEY, conversation INTEGER NOT NULL REFERENCES conversation,
      number INTEGER NOT NULL, author TEXT, text TEXT NOT NULL, time INTEGER NOT NULL,
      state INTEGER NOT NULL, cid TEXT, log INTEGER REFERENCES log, seq INTEGER, message TEXT);
    CREATE INDEX item_order ON item (conversation, number);
    CREATE INDEX item_message ON item (message) WHERE message IS NOT NULL;
    CREATE UNIQUE INDEX item_cid ON item (cid) WHERE cid IS NOT NULL;
    CREATE INDEX item_outbox ON item (key) WHERE state = 0;
    CREATE VIRTUAL TABLE word USING fts5(
      place, text, content='', columnsize=0, prefix='1 2 3',
      tokenize="unicode61 remove_diacritics 2 categories 'L* M* N* So Co Cn'");
    INSERT INTO fact VALUES ('device', '6f1c');
    INSERT INTO log VALUES (1, 'r1', 813);
    INSERT INTO conversation VALUES (1, 'bob', 'Bob', 0, 0, 0, 0, 'half a sentence', 2, 5);
    INSERT INTO item VALUES
      (1, 1, 0, NULL, 'hello Bob', 1000, 1, 'c1', 1, 812, 'm1'),
      (2, 1, 1, 'Bob', 'hello alice', 2000, 1, NULL, 1, 813, 'm2'),
      (3, 1, 2, NULL, 'are you there?', 3000, 0, 'c2', NULL, NULL, NULL);
    INSERT INTO word (rowid, place, text) VALUES
      (1, 'c1', 'hello Bob'), (2, 'c1', 'hello alice'), (3, 'c1', 'are you there?');
    PRAGMA user_version = 2;
    PRAGMA application_id = 1651405923;
    """
}
