import Glibc
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
        // It kept all in memory: that is told, and what is here stays.
        let text = try chat.waitFor("The router has lost what it kept")
        #expect(text.contains("Me: before"))
        #expect(try alice.rows(count: 1).count == 1)
        try chat.focusEntry()
        try desk.press("ctrl+a", "BackSpace")
        try chat.say("after")
        try bob.chat(with: "alice").waitFor("alice: after")
        #expect(alice.chatWindows.count == 1)
        #expect(bob.chatWindows.count == 1)
      }
    }

    @Test func whoSignedInByTheWindowKeepsOneRosterWhenTheRouterComesBack() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let program = try desk.start(Checkout.banter, [router.link])
        let asking = try eventually("the sign-in window", state: { program.errors }) {
          desk.windows("sign-in", of: program).first
        }
        try desk.activate(asking)
        try desk.press("ctrl+a")
        try desk.type("alice")
        try desk.press("Return")
        try eventually("the roster") { desk.windows("roster", of: program).first }
        let carol = try OldClient(.json, "carol", on: router, desk: desk)
        try carol.type("alice: before")
        try eventually("the window of carol") { desk.windows("chat", of: program).first }

        #expect(try router.stop() == 0)
        let again = try Router(at: router.address, desk: desk)
        let dave = try OldClient(.json, "dave", on: again, desk: desk)
        try dave.program.waitForLine("alice's return") {
          $0.hasPrefix("users ") && $0.contains("alice")
        }
        try dave.type("alice: after")
        try eventually("the window of dave") {
          desk.windows("chat", of: program).first { $0.title.hasSuffix("dave — Banter") }
        }
        #expect(desk.windows("roster", of: program).count == 1)
      }
    }

    @Test func whatIsSentRightBeforeTheEndArrives() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try OldClient(.json, "bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.focusEntry()
        try desk.type("goodbye")
        // Both keys are waiting when the program next looks.
        alice.program.signal(SIGSTOP)
        try desk.press("Return")
        try desk.run("xdotool", ["windowfocus", "\(try alice.roster().id)", "key", "ctrl+q"])
        alice.program.signal(SIGCONT)
        try alice.program.waitForEnd()
        try bob.waitFor("alice: goodbye")
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
