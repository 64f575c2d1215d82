import Testing

extension EndToEnd {
  @Suite struct RoomTests {
    @Test func aRoomIsJoinedTalkedInAndLeft() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let carol = try Person("carol", on: router, desk: desk)
        let room = try alice.joinRoom("ops")
        let bobsRoom = try bob.joinRoom("#Ops")
        try room.say("Who is on call?")
        try bobsRoom.waitFor("alice: Who is on call?")
        try bobsRoom.say("/away lunch")
        try bobsRoom.say("I am.")
        let transcript = try room.waitFor("bob: I am.")
        #expect(!transcript.contains("/away"))
        #expect(carol.chatWindows.isEmpty)
        try desk.photograph(as: "room")

        // Two members, then one.
        try room.focusEntry()
        try eventually("two members") { try room.memberDots() == 2 }
        try bobsRoom.say("/leave")
        try eventually("the window to close") { !bobsRoom.isOpen }
        try eventually("one member") { try room.memberDots() == 1 }
        try room.say("Anybody?")
        try room.waitFor("Me: Anybody?")
        #expect(bob.chatWindows.isEmpty)
      }
    }

    @Test func aNameThatIsNoneIsToldInTheDialog() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        try desk.activate(try alice.roster())
        try desk.press("ctrl+j")
        let dialog = try alice.window("join")
        try desk.activate(dialog)
        try desk.type("a  b")
        try desk.press("Return")
        try eventually("the reason in red") {
          desk.screen.pixels(of: dialog)?.values.contains(0xa32020) ?? false
        }
        try desk.press("Escape")
        try eventually("the dialog to close") { desk.windows("join", of: alice.program).isEmpty }
      }
    }
  }
}
