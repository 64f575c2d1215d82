internal import ChatClient
internal import SystemPackage
internal import Transport

/// Why a person's keys can't be used; nothing is sent to anybody then.
enum KeyringFailure: Error, CustomStringConvertible {
  /// There is no folder, and none can be made; its path is nil where that of the system's own can't be.
  case noFolder(String?, Errno)
  case openToOthers(String)
  case badKey(String, IdentityError)
  case badBook(KnownKeys.Failure)

  /// What is wrong and what to do, in plain words.
  var description: String {
    switch self {
    case .noFolder(let path, let error):
      "There is no place for your key: \(path ?? "the folder for it") cannot be made (\(error)). "
        + "Name another one: --state DIR."
    case .openToOthers(let path):
      "Others could put a key of theirs into \(path), where yours is kept. "
        + "Make it yours alone (chmod 700), or name another folder: --state DIR."
    case .badKey(let path, let error):
      "Your key in \(path) cannot be used: \(error). Your names belong to it, so no other takes its place. "
        + "Put your copy of it there, or move the file away to begin as somebody new."
    case .badBook(let error): error.description
    }
  }

  /// Calls what reads or writes the keys of others.
  static func wrapping<Value>(
    _ body: () throws(KnownKeys.Failure) -> Value
  ) throws(KeyringFailure) -> Value {
    do throws(KnownKeys.Failure) {
      return try body()
    } catch {
      throw .badBook(error)
    }
  }
}
