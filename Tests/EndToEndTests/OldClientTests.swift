import Testing

extension EndToEnd {
  /// The clients of the two source documents, which know nothing of version 2.
  @Suite struct OldClientTests {
    @Test func aJSONClientTalksWithABanterWindow() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let old = try OldClient(.json, "otto", on: router, desk: desk)
        try old.waitFor("users alice, otto")
        try old.type("alice: Hello from 2003")
        let chat = try alice.chat(with: "otto")
        try chat.waitFor("otto: Hello from 2003")
        try chat.say("Welcome")
        try old.waitFor("alice: Welcome")
        try old.type("nobody: hello")
        try old.program.waitForLine("no_such_user") { $0.hasPrefix("error no_such_user: ") }
      }
    }

    @Test func aHeaderClientTalksInTheRoomAndWhispers() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let old = try OldClient(.header, "hedda", on: router, desk: desk)
        try old.waitFor("users alice, hedda")
        try old.type("Good morning, all")
        let room = try alice.chat(with: "Everyone")
        try room.waitFor("hedda: Good morning, all")
        try room.say("Good morning, hedda")
        try old.waitFor("said alice: Good morning, hedda")

        try old.type("!WHISPER:alice:Psst")
        let whisper = try alice.chat(with: "hedda")
        try whisper.waitFor("hedda: Psst")
        #expect(try !room.transcript().contains("Psst"))
        try whisper.say("I hear you")
        try old.waitFor("said [private] alice: I hear you")
      }
    }

    @Test func oldAndOlderClientsReachEachOther() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let json = try OldClient(.json, "otto", on: router, desk: desk)
        let header = try OldClient(.header, "hedda", on: router, desk: desk)
        try json.type("hedda: to you alone")
        try header.waitFor("said [private] otto: to you alone")
        try header.type("!WHISPER:otto:and back")
        try json.waitFor("hedda: and back")
        try header.type("!DISCONNECT")
        try header.waitFor("closed")
        try json.waitFor("users otto")
      }
    }

    @Test func oldClientsThatComeAndGoAreSeenInTheRoster() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let json = try OldClient(.json, "otto", on: router, desk: desk)
        let header = try OldClient(.header, "hedda", on: router, desk: desk)
        #expect(try alice.rows(count: 2).count == 2)
        try json.type("!quit")
        #expect(try alice.rows(count: 1).count == 1)
        try header.type("!DISCONNECT")
        #expect(try alice.rows(count: 0).isEmpty)
      }
    }
  }
}
