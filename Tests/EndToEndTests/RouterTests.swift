import Testing

extension EndToEnd {
  @Suite struct RouterTests {
    @Test func aRouterThatIsRestartedIsJoinedAgainByItself() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("before")
        try bob.chat(with: "alice").waitFor("alice: before")

        #expect(try router.stop() == 0)
        try chat.waitFor("connection to the router is lost")
        try chat.focusEntry()
        try desk.type("still typing")
        #expect(try chat.entryText() == "still typing")

        let again = try Router(at: router.address, desk: desk)
        #expect(again.address == router.address)
        try chat.waitFor("Connected again")
        #expect(try alice.rows(count: 1).count == 1)
        try chat.focusEntry()
        try desk.press("ctrl+a", "BackSpace")
        try chat.say("after")
        try bob.chat(with: "alice").waitFor("alice: after")
        #expect(alice.chatWindows.count == 1)
        #expect(bob.chatWindows.count == 1)
      }
    }

    @Test func theRouterLinksNoXLibrary() throws {
      try Desk.with { desk in
        let libraries = try desk.run("ldd", [Checkout.banterd])
        #expect(libraries.contains("libc.so"))
        #expect(!libraries.contains("libX"))
        #expect(!libraries.contains("libxcb"))
        #expect(!libraries.contains("fontconfig"))
      }
    }
  }
}
