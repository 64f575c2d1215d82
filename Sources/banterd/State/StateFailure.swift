internal import Storage
internal import SystemPackage
internal import Transport

/// Why the router has no place for what it keeps, or can't use what is there.
enum StateFailure: Error, Equatable {
  case noPlace
  case cannotMake(String, Errno)
  case openToOthers(String)
  case badKey(String, IdentityError)
  case noKeyYet(String)
  case badBook(String, SQLiteError)
  case noControl(String, String)
}

extension StateFailure: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  var description: String {
    switch self {
    case .noPlace:
      "there is no folder for the router's key: neither STATE_DIRECTORY nor HOME is set; write --state DIR"
    case .cannotMake(let path, let error):
      "\(path), where the router's key is kept, can't be made: \(error); write --state DIR for another place"
    case .openToOthers(let path):
      "\(path) is not this user's alone, and others could put a key of theirs there; "
        + "chown it and chmod 700 it, or write --state DIR for another place"
    case .badKey(let path, let error):
      "\(path): \(error). No other key is taken in its place: the clients know the router by it"
    case .badBook(let path, let error):
      error.fact == .busy
        ? "\(path) is in use: another router keeps its books there; stop that one, or write --state DIR"
        : "\(path), where it is kept whose each name is, can't be used: \(error.detail)"
    case .noControl(let path, let reason):
      "\(path), where banterd's own commands reach a running router, can't be had: \(reason)"
    case .noKeyYet(let path):
      "there is no \(path) yet; banterd makes its key when it is started first"
    }
  }
}
