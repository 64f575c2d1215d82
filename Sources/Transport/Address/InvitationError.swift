/// Why a text is no link to a router.
package enum InvitationError: Error, Hashable, Sendable {
  case notALink
  case tooLong
  case badPlace
  case badField(String)
}

extension InvitationError: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  package var description: String {
    switch self {
    case .notALink: "This is no link to a router: one begins with banter://"
    case .tooLong: "This link is longer than any that a router makes. Ask for it anew."
    case .badPlace: "This link does not say where the router is. Ask for it anew."
    case .badField: "A part of this link is damaged or missing. Ask for it anew."
    }
  }
}
