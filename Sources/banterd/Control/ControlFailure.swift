internal import Transport

/// Why a running router did not do what a command asked for.
enum ControlFailure: Error, Equatable {
  case notRunning(String, ConnectError)
  case noAnswer(String)
  case refused(String)
}

extension ControlFailure: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  var description: String {
    switch self {
    case .notRunning(let path, .notPermitted):
      "\(path) may be used only by root and the router's own user; try it with sudo"
    case .notRunning(let path, _):
      "no router answers at \(path); start banterd, or write --state with its folder"
    case .noAnswer(let path): "the router at \(path) did not answer in time"
    case .refused(let reason): reason
    }
  }
}
