package import Framing

extension ClientWording {
  /// Why a router did not let somebody in, and what to do.
  ///
  /// - Parameters:
  ///   - error: What the router said.
  ///   - name: The name that was asked for.
  ///   - isEncrypted: Whether the own key was shown.
  /// - Returns: Whole sentences.
  package static func refused(
    _ error: ErrorMessage, as name: String, isEncrypted: Bool
  ) -> String {
    switch error.code {
    case .nameTaken where isEncrypted:
      "Somebody else is \(name) at this router. Choose another name. "
        + "If it is you, on another computer: have that one make a code for this one, and type it above."
    case .nameTaken: "Somebody is \(name) at this router already. Choose another name."
    case .nameLocked:
      "\(name) belongs to a key at this router. If it is yours, start banter without --plaintext; "
        + "else choose another name."
    case .authRequired:
      "To be \(name) at this router takes an invitation: one that is still good, and for that name. "
        + "Ask whoever runs the router for a link, and paste it in place of the router."
    default: routerSaid(error)
    }
  }
}
