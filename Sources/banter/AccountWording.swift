internal import Framing
internal import SystemPackage
internal import Transport

/// What the status line says of the connection, in one place.
enum AccountWording {
  static let replaced =
    "You signed in again from another place, so this connection was ended. Restart to come back."

  static func noStateFolder(_ error: Errno) -> String {
    "What is said now is not kept on this computer: the folder for it cannot be made (\(error))."
  }

  static func invitation(to router: HostPort) -> String {
    "An invitation to \(router). The others there will see your name."
  }

  static func connecting(to router: HostPort) -> String { "Connecting to \(router)…" }

  static func connected(to router: HostPort, isEncrypted: Bool) -> String {
    "Connected to \(router)\(isEncrypted ? "" : ", not encrypted")."
  }

  static func asking(about router: HostPort) -> String {
    "Nothing was sent to \(router): is its key the right one? A window asks."
  }

  static func retrying(_ router: HostPort) -> String {
    "No connection to \(router). Trying again by itself."
  }

  static func retrying(after failure: AccountFailure) -> String {
    "\(failure) Trying again by itself."
  }

  static func unreadableStream(_ error: FramingError) -> String {
    "The router sent something that is not the protocol (\(error.code.rawValue))."
  }
}
