internal import Framing
internal import SystemPackage
internal import Transport

/// What the window with the person's own key says, in one place.
enum OwnKeyWording {
  static let sameKey = "That is the key that this computer has already."
  static let notConnected = "There is no connection to the router. Try again when there is."
  static let codeIsOver = "The code holds no more. Link a computer again for a new one."

  static func exported(_ file: String) -> String {
    "The key is in \(file). Whoever has the file and the passphrase has your name: keep the two apart."
  }

  static func notExported(to file: String, _ failure: KeyringFailure) -> String {
    if case .badKey(_, .cannotWrite(_, .fileExists)) = failure {
      return "There is a file \(file) already, and it stays as it is. Name another one."
    }
    return "The key was not exported: \(reason(failure))"
  }

  static func notImported(from file: String, _ failure: KeyringFailure) -> String {
    switch failure {
    case .badKey(_, .unreadable(_, .noSuchFileOrDirectory)): "There is no file \(file)."
    case .badKey(_, .wrongPassphrase):
      "The passphrase is not that of \(file), or the file is damaged. Nothing was changed."
    default: "\(file) was not imported, and nothing was changed: \(reason(failure))"
    }
  }

  static func asksToReplace(_ own: Pin, by new: Pin) -> String {
    "This computer has a key already, \(start(of: own)). To put \(start(of: new)) in its place press Import "
      + "once more: names that belong to the old one can then not be used here. It is kept beside the new one."
  }

  static func replaced(keptAs file: String?) -> String {
    "This is your key now." + (file.map { " The one before is kept as \($0)." } ?? "")
  }

  private static func start(of pin: Pin) -> String {
    pin.groups.prefix(2).joined(separator: " ") + " …"
  }

  private static func reason(_ failure: KeyringFailure) -> String {
    if case .badKey(_, let error) = failure { "\(error)." } else { failure.description }
  }
}
