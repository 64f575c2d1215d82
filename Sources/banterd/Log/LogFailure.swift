internal import Storage

/// The router cannot keep messages where it was told to.
struct LogFailure: Error, CustomStringConvertible {
  let folder: String
  let error: SQLiteError

  var description: String {
    "cannot keep messages in \(folder): \(reason)"
  }

  private var reason: String {
    switch error.fact {
    case .busy: "another banterd uses it; give this one a --state of its own, or --in-memory"
    case .full: "the disk is full"
    case .ioError: "the disk fails (\(error.detail))"
    case .cannotOpen: "\(error.detail); give another with --state"
    case .corrupt:
      "banterd.db is damaged (\(error.detail)); move it away, or put a copy in its place"
    case .newerSchema: "a newer banterd wrote it; use that one"
    case .foreign: "banterd.db is another program's"
    case .constraint, .other: error.detail
    }
  }
}
