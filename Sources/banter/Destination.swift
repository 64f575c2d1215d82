internal import Transport

/// Where to sign in, as a person gives it: a router, or a link that invites to one.
struct Destination {
  let router: HostPort
  /// What the link says; nil where it is none.
  let invitation: Invitation?
  /// A code from another computer of the same person.
  var code: String?
  /// As it was given.
  let text: String

  /// Reads `HOST`, `HOST:PORT`, `unix:PATH` or `banter://…`.
  static func parse(_ text: String) throws(DestinationError) -> Destination {
    guard isLink(text) else {
      do throws(EndpointError) {
        return Destination(router: try HostPort.parse(text))
      } catch {
        throw .place(error)
      }
    }
    do throws(InvitationError) {
      let invitation = try Invitation.parse(text)
      return Destination(router: invitation.destination, invitation: invitation, text: text)
    } catch {
      throw .link(error)
    }
  }

  /// What gives the right to join.
  var token: String? { code ?? invitation?.token }

  /// Whether something of it must not be said, or can't be had, in the clear.
  var isForEncryption: Bool { invitation?.pin != nil || token != nil }

  /// Whether a text is meant as a link; what is wrong with the rest of it is another matter.
  static func isLink(_ text: String) -> Bool { text.prefix(7).lowercased() == "banter:" }

  init(router: HostPort) {
    self.init(router: router, invitation: nil, text: router.description)
  }

  private init(router: HostPort, invitation: Invitation?, text: String) {
    code = nil
    self.router = router
    self.invitation = invitation
    self.text = text
  }
}
