/// What a `SQLiteError` means to a person, in one place.
package enum StorageWording {
  /// Why it failed and what to do, as whole sentences.
  package static func reason(of error: SQLiteError) -> String {
    switch error.fact {
    case .full: "The disk is full. Make room on it."
    case .ioError: "The disk fails (\(error.detail))."
    case .cannotOpen: "The file cannot be written (\(error.detail))."
    case .busy: "Another program has the file open."
    case .corrupt: "The file is damaged (\(error.detail)). Move it away to begin a new one."
    case .newerSchema(let found, let known):
      "A newer version of this program wrote the file (its schema is \(found), "
        + "this program knows \(known)). Use that version."
    case .foreign: "The file belongs to another program."
    case .constraint, .other: "The database says: \(error.detail)."
    }
  }
}
