import Framing
import Testing
import Transport

/// Links to routers.
struct InvitationTests {
  private static let pin = String(repeating: "A", count: 42) + "E"

  @Test func aLinkTellsWhereAndWhoseKeyAndTheRightToJoin() throws {
    let link = "banter://chat.example.org:6000/?pin=\(Self.pin)&token=abc-1&name=J%C3%BCrgen"
    let invitation = try Invitation.parse(link)
    #expect(invitation.destination == .network(host: "chat.example.org", port: 6000))
    #expect(invitation.pin?.text == Self.pin)
    #expect(invitation.token == "abc-1")
    #expect(invitation.name == "Jürgen")
    #expect("\(invitation)" == link)
  }

  @Test(arguments: [
    ("banter://host", "banter://host:5050/"), ("BANTER://host/", "banter://host:5050/"),
    ("banter://[::1]:7/?", "banter://[::1]:7/"), ("banter://192.0.2.1/?later=1&b", nil),
    ("banter://192.0.2.1/?later=1&b=", "banter://192.0.2.1:5050/"),
    ("banter://host/?token=a%2Bb", "banter://host:5050/?token=a%2Bb"),
  ])
  func linksMayBeShort(_ link: String, _ canonical: String?) {
    #expect((try? Invitation.parse(link)).map { "\($0)" } == canonical)
  }

  @Test(arguments: [
    ("http://host/", InvitationError.notALink), ("banter:host", .notALink), ("", .notALink),
    ("banter://", .notALink), ("banter:///?pin=x", .badPlace), ("banter://a b/", .badPlace),
    ("banter://user@host/", .badPlace), ("banter://host:0/", .badPlace),
    ("banter://host:65536/", .badPlace), ("banter://unix:/run/x", .badPlace),
    ("banter://host/path", .badPlace), ("banter://host/?pin=short", .badField("pin")),
    ("banter://host/?pin=\(String(repeating: "A", count: 43))=", .badField("pin")),
    ("banter://host/?pin=\(String(repeating: "A", count: 42))B", .badField("pin")),
    ("banter://host/?token=", .badField("token")), ("banter://host/?token=%0A", .badField("token")),
    ("banter://host/?token=a&token=b", .badField("token")),
    ("banter://host/?name=%FF", .badField("name")), ("banter://host/?name=a%", .badField("name")),
    ("banter://host/?name=%E2%80%AE", .badField("name")),
    ("banter://host/?x=\(String(repeating: "y", count: 1_024))", .tooLong),
  ])
  func whatIsNoLinkIsRefused(_ link: String, _ error: InvitationError) {
    #expect(throws: error) { try Invitation.parse(link) }
  }
}
