import ChatClient
import Testing

struct ContactTests {
  @Test(arguments: [
    ("a\nb", "a\u{FFFD}b"), ("a\u{0}b", "a\u{FFFD}b"), ("\u{202E}bob", "\u{FFFD}bob"),
    ("a\u{200B}b", "a\u{FFFD}b"), ("a\u{2028}b", "a\u{FFFD}b"),
    ("a\u{7F}\u{9B}", "a\u{FFFD}\u{FFFD}"),
    ("bob@host", "bob@host"), ("Ünïcøde!", "Ünïcøde!"),
  ])
  func whatCannotBeSeenIsReplacedAndTheRestIsShownAsItIs(name: String, shown: String) {
    #expect(Peer(name).title == shown)
    #expect(Peer(name).address == name)
  }

  @Test func aLongNameIsShownInPart() {
    let shown = Peer(String(repeating: "x", count: 40)).title
    #expect(shown == String(repeating: "x", count: 32) + "…")
    let marks = Peer("e" + String(repeating: "\u{301}", count: 500)).title
    #expect(marks.utf8.count <= 96 + "…".utf8.count)
  }

  @Test func namesThatDifferInWhatCannotBeSeenAreTwoPeers() {
    #expect(Peer("bob\u{200B}") != Peer("bob"))
    #expect(Peer("bob\u{200B}").title != Peer("bob").title)
    #expect(Peer("BOB") == Peer("bob"))
  }
}
