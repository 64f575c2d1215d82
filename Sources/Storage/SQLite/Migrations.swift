/// The steps that lead from an empty database to the schema of today.
///
/// `user_version` counts the steps that were done, `application_id` says whose database it is. Each
/// step is one transaction with its number, so that an end between two of them does no harm. A step
/// is never changed once it was released: a newer schema is a further step.
package struct Migrations: Sendable {
  private let application: Int32
  private let steps: [String]

  /// Describes a schema.
  ///
  /// - Parameters:
  ///   - application: The `application_id`: four letters that tell this kind of database from others.
  ///   - steps: SQL, the oldest first.
  package init(application: Int32, steps: [String]) {
    self.application = application
    self.steps = steps
  }

  /// The number of the schema of today.
  package var version: Int64 { Int64(steps.count) }

  /// Does the steps that are missing.
  ///
  /// - Throws: `SQLiteError`: `newerSchema` or `foreign` where it is left untouched.
  package func apply(to database: Database) throws(SQLiteError) {
    let found = try database.number("PRAGMA user_version") ?? 0
    let owner = try database.number("PRAGMA application_id") ?? 0
    let isOurs = owner == Int64(application)
    if !isOurs, try !isEmpty(database) {
      throw SQLiteError(.foreign, detail: "application_id \(owner)")
    }
    guard found <= version else {
      let fact = SQLiteError.Fact.newerSchema(found: found, known: version)
      throw SQLiteError(fact, detail: "schema \(found), known is \(version)")
    }
    for (index, step) in steps.enumerated().dropFirst(Int(found)) {
      try database.transaction { () throws(SQLiteError) in
        // Another program may have done it since the number was read.
        guard try database.number("PRAGMA user_version") ?? 0 == Int64(index) else { return }
        try database.execute(step)
        try database.execute(
          "PRAGMA user_version = \(index + 1); PRAGMA application_id = \(application)")
      }
    }
  }

  private func isEmpty(_ database: Database) throws(SQLiteError) -> Bool {
    try database.number("SELECT count(*) FROM sqlite_schema") == 0
  }
}
