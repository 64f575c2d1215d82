/// The tables of the database of who may have which name; a further schema is a further step.
///
/// It is a file of its own beside the log: to lose what was said is one thing, to lose whose each name is another,
/// and it is small enough to be copied every day.
enum AccessSchema {
  /// The four letters "BntA".
  static let application: Int32 = 0x426E_7441

  static let migrations = Migrations(
    application: application,
    steps: [
      """
      CREATE TABLE owner(
        key TEXT NOT NULL, pin TEXT NOT NULL, name TEXT NOT NULL, since INTEGER NOT NULL,
        PRIMARY KEY(key, pin)) STRICT, WITHOUT ROWID;
      CREATE TABLE invitation(
        id INTEGER PRIMARY KEY, hash BLOB NOT NULL, name TEXT, uses INTEGER NOT NULL,
        expires INTEGER) STRICT;
      CREATE TABLE ban(
        kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(kind, value)) STRICT, WITHOUT ROWID;
      """
    ])
}
