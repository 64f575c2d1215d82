import Testing

extension EndToEnd {
  /// Who writes, and who is away.
  @Suite struct PresenceTests {
    private let away: UInt32 = 0xb57a00
    private let online: UInt32 = 0x2e8b3d

    @Test func whoIsTypingIsSaidForAFewSecondsAndNothingJumps() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("Hello")
        let bobsChat = try bob.chat(with: "alice")
        try bobsChat.focusEntry()
        #expect(try !chat.hasStatus())
        let before = try chat.window()
        try desk.type("Let me thi")
        try eventually("“bob is typing”") { try chat.hasStatus() }
        try desk.photograph(as: "typing")
        #expect(try chat.window() == before)
        try eventually("the end of it") { try !chat.hasStatus() }
        try desk.type("nk")
        try eventually("“bob is typing” again") { try chat.hasStatus() }
        try desk.press("Return")
        try chat.waitFor("bob: Let me think")
        try eventually("the end of it") { try !chat.hasStatus() }
      }
    }

    @Test func beingAwayByCommandAndBackIsSeenByOthers() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("/away back at 3")
        try expectDot(away, inRosterOf: bob)
        #expect(try chat.entryText() == "")
        #expect(try !chat.transcript().contains("away"))
        try chat.say("/back")
        try expectDot(online, inRosterOf: bob)

        try chat.say("/foo")
        #expect(try chat.entryText() == "/foo")
        try desk.press("ctrl+a")
        try desk.type("//foo")
        try desk.press("Return")
        try bob.chat(with: "alice").waitFor("alice: /foo")
      }
    }

    @Test func whoeverTouchesNothingIsAwayAndBackWithTheNextKey() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        _ = try Person("bob", on: router, desk: desk, options: ["-xrm", "Banter*awayAfter: 2"])
        try expectDot(away, inRosterOf: alice)
        try desk.press("shift")
        try expectDot(online, inRosterOf: alice)
      }
    }

    private func expectDot(_ color: UInt32, inRosterOf person: Person) throws {
      try eventually("a dot of \(String(color, radix: 16)) in the roster of \(person.name)") {
        let roster = try person.roster()
        return person.desk.screen.pixels(of: roster)?.values.contains(color) ?? false
      }
    }
  }
}
