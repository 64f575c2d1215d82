internal import Transport

/// Where to sign in, as a person gives it: a router, or a link that invites to one.
struct Destination {
  let router: HostPort
  /// What the link says; nil where it is none.
  let invitation: Invitation?
  /// As it was given.
  let text: String

  /// Reads `HOST`, `HOST:PORT`, `unix:PATH` or `banter://…`.
  static func parse(_ text: String) throws(DestinationError) -> Destination {
    // Whatever begins so is meant as a link, and the rest of it tells what is wrong with it.
    guard text.prefix(7).lowercased() == "banter:" else {
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

  /// Whether the link says something that must not be said, or can't be had, in the clear.
  var isForEncryption: Bool { invitation?.pin != nil || invitation?.token != nil }

  init(router: HostPort) {
    self.init(router: router, invitation: nil, text: router.description)
  }

  private init(router: HostPort, invitation: Invitation?, text: String) {
    self.router = router
    self.invitation = invitation
    self.text = text
  }
}
