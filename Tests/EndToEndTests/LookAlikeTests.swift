import Testing

extension EndToEnd {
  @Suite struct LookAlikeTests {
    @Test func whoeverLooksLikeAnotherIsMarkedInTheRosterAndAboveWhatTheyWrite() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try OldClient(.json, "bob", on: router, desk: desk)
        try bob.type("alice: the real one")
        let first = try alice.chat(with: "bob")
        try first.waitFor("the real one")
        let roster = try alice.roster()
        let warning: UInt32 = 0xa32020
        #expect(desk.screen.pixels(of: roster)?.values.contains(warning) == false)

        let other = try OldClient(.json, "B0b", on: router, desk: desk)
        try eventually("a mark in the roster") {
          desk.screen.pixels(of: roster)?.values.contains(warning)
        }
        try other.type("alice: lend me money")
        let window = try eventually("a window whose title says it") {
          alice.chatWindows.first { $0.title.contains("B0b (looks like bob)") }
        }
        try eventually("the warning above what was said") {
          desk.screen.pixels(of: window, x: 0, y: 0, width: window.width, height: 24)?
            .values.contains(warning)
        }
        #expect(alice.chatWindows.contains { $0.title.hasSuffix("bob — Banter") })
        #expect(
          desk.screen.pixels(of: try first.window())?.values.contains(warning) == false)
      }
    }
  }
}
