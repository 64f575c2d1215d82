extension TrustBook {
  /// `BnTr`.
  private static let application: Int32 = 0x426e_5472

  static let migrations = Migrations(
    application: application,
    steps: [
      """
      CREATE TABLE router (
        address TEXT PRIMARY KEY,  -- host:port
        pin TEXT NOT NULL,         -- base64url
        next TEXT                  -- announced, base64url
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE peer (
        address TEXT NOT NULL,     -- the router's
        name TEXT NOT NULL,        -- folded
        pin TEXT NOT NULL,         -- base64url
        verified INTEGER NOT NULL,
        PRIMARY KEY (address, name)
      ) STRICT, WITHOUT ROWID;
      """,
      // A name may have several keys, one for each computer; what was compared outlives what is told.
      """
      CREATE TABLE peer_key (
        address TEXT NOT NULL,      -- the router's
        name TEXT NOT NULL,         -- folded
        pin TEXT NOT NULL,          -- base64url
        seen INTEGER NOT NULL,      -- whether the router told it last
        compared INTEGER NOT NULL,  -- whether the two have compared it
        PRIMARY KEY (address, name, pin)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO peer_key SELECT address, name, pin, 1, verified FROM peer;
      DROP TABLE peer;
      """,
    ])
}
