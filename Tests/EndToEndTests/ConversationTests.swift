import Testing

extension EndToEnd {
  @Suite struct ConversationTests {
    @Test func threePeopleTalkEachInAWindowOfItsOwn() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let carol = try Person("carol", on: router, desk: desk)

        let aliceToBob = try alice.open("bob", among: ["bob", "carol"])
        try aliceToBob.say("Hello bob")
        try aliceToBob.waitFor("Me: Hello bob")
        let bobToAlice = try bob.chat(with: "alice")
        try bobToAlice.waitFor("alice: Hello bob")
        try bobToAlice.say("Hello yourself")
        try aliceToBob.waitFor("bob: Hello yourself")

        let aliceToCarol = try alice.open("carol", among: ["bob", "carol"])
        try aliceToCarol.say("This is for carol")
        try carol.chat(with: "alice").waitFor("alice: This is for carol")
        #expect(aliceToCarol.windowID != aliceToBob.windowID)
        #expect(alice.chatWindows.count == 2)
        #expect(bob.chatWindows.count == 1)
        #expect(carol.chatWindows.count == 1)
        #expect(try !aliceToBob.transcript().contains("carol"))
        #expect(try !bobToAlice.transcript().contains("carol"))
      }
    }

    @Test func whatIsSaidToEveryoneReachesEveryoneOnceInTheRoomsWindow() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let people = try ["alice", "bob", "carol"].map {
          try Person($0, on: router, desk: desk)
        }
        let room = try people[0].openEveryone()
        try room.say("Lunch at twelve")
        try room.waitFor("Me: Lunch at twelve")
        for person in people[1...] {
          let transcript = try person.chat(with: "Everyone").waitFor("alice: Lunch at twelve")
          #expect(transcript.ranges(of: "Lunch at twelve").count == 1)
          #expect(person.chatWindows.count == 1)
        }
        #expect(try room.transcript().ranges(of: "Lunch at twelve").count == 1)
      }
    }

    @Test func aTextOfEveryScriptArrivesAsItWasPasted() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let text = "Grüße, 世界 — שלום, “मित्र” \u{1F44D}\u{1F3FD} e\u{301}\nand a second line"
        try alice.open("bob", among: ["bob"]).paste(text)
        let transcript = try bob.chat(with: "alice").waitFor("and a second line")
        #expect(transcript.contains("alice: " + text))
      }
    }

    @Test func whoeverLeavesIsToldGoneAndFindsTheLastWordWhenBack() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("Are you there")
        try bob.chat(with: "alice").waitFor("Are you there")
        try bob.quit()
        try chat.waitFor("bob has left")
        #expect(try alice.rows(count: 0).isEmpty)

        try chat.say("A last word")
        try chat.waitFor("Me: A last word")
        let again = try Person("bob", on: router, desk: desk)
        let found = try again.chat(with: "alice").waitFor("alice: A last word")
        #expect(found.contains("alice: Are you there"))
      }
    }
  }
}
