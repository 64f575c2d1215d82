internal import Transport

/// Why a text names no router.
enum DestinationError: Error, CustomStringConvertible {
  case place(EndpointError)
  case link(InvitationError)

  /// What is wrong and what to do, in plain words.
  var description: String {
    switch self {
    case .place(let error): error.description
    case .link(let error): error.description
    }
  }
}
