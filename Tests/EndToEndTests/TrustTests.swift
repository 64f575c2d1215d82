import Foundation
import Testing
import Transport

extension EndToEnd {
  /// The keys of routers: asked about once, and never taken for granted when they change.
  @Suite struct TrustTests {
    /// What is said about errors is written in this.
    private static let errorColor: UInt32 = 0xa32020

    /// Somebody with a window open to bob, who has lost the connection.
    private func aliceWhoseRouterHasGone(on desk: Desk) throws -> (Router, Person, Chat) {
      let router = try Router(desk: desk)
      let alice = try Person("alice", on: router, desk: desk)
      _ = try OldClient(.json, "bob", on: router, desk: desk)
      let chat = try alice.open("bob", among: ["bob"])
      try router.stop()
      return (router, alice, chat)
    }

    @Test func aNewRouterIsAskedAboutOnceAndNothingIsSentBefore() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let bob = try OldClient(.json, "bob", on: router, desk: desk)
        let alice = try Applicant("alice", at: router.address, desk: desk)
        try desk.activate(try alice.window("first-use"))
        try desk.photograph(as: "first-use")
        // Return trusts nobody, and Escape says no.
        try desk.press("Return", "Escape")
        let asking = try alice.window("sign-in")
        try eventually("no roster") { desk.windows("roster").isEmpty }
        #expect(!bob.program.output.contains("alice"))

        try desk.activate(asking)
        try desk.press("Return")
        try alice.trustRouter()
        try bob.program.waitForLine("alice") { $0.hasPrefix("users ") && $0.contains("alice") }
        _ = try alice.window("roster")
        #expect(desk.windows("first-use").isEmpty)

        // From now on nobody asks, whoever signs in and however often the connection is cut.
        let carol = try Person("carol", at: router.address, desk: desk)
        #expect(try carol.rows(count: 2).count == 2)
        try router.stop()
        let again = try Router(at: router.address, desk: desk)
        let dave = try OldClient(.json, "dave", on: again, desk: desk)
        try dave.program.waitForLine("both") { $0 == "users alice, carol, dave" }
        #expect(desk.windows("first-use").isEmpty)
      }
    }

    @Test func whoAnswersWithAnotherKeyLearnsNothing() throws {
      try Desk.with { desk in
        let (router, alice, chat) = try aliceWhoseRouterHasGone(on: desk)
        var impostor: Impostor? = try Impostor(at: router.address, .make())
        let warning = try impostor?.eventually("the warning") {
          desk.windows("changed-key", of: alice.program).first
        }
        try desk.photograph(as: "changed-key")
        try desk.activate(try #require(warning))
        // What habit presses does not go on.
        try desk.press("Return", "space")
        #expect(desk.windows("changed-key").count == 1)
        try desk.press("Escape")
        try eventually("no warning") { desk.windows("changed-key").isEmpty }

        // It goes on trying, without asking again about the same key.
        let visits = impostor?.visits.count ?? 0
        try impostor?.awaitVisits(visits + 2)
        #expect(desk.windows("changed-key").isEmpty)
        for visit in impostor?.visits ?? [] {
          #expect(!visit.isSecure)
          #expect(visit.bytes == [])
          #expect(visit.wasBrokenOff)
        }
        impostor = nil
        _ = try Router(at: router.address, desk: desk)
        try chat.waitFor("Connected again")
      }
    }

    @Test func aNewKeyIsTakenFromWhoTypesTheNameOfTheRouter() throws {
      try Desk.with { desk in
        let (router, alice, chat) = try aliceWhoseRouterHasGone(on: desk)
        let other = try Router(at: router.address, key: desk.routerKey("other"), desk: desk)
        #expect(other.pin != router.pin)
        let warning = try alice.window("changed-key")
        try desk.activate(warning)
        try desk.type(router.address)
        try desk.press("Tab", "space")
        try chat.waitFor("Connected again")
        try eventually("no warning") { desk.windows("changed-key").isEmpty }
        // The old key is the wrong one now.
        try other.stop()
        _ = try Router(at: router.address, desk: desk)
        _ = try alice.window("changed-key")
      }
    }

    @Test func aKeyThatWasAnnouncedIsTakenWithoutAQuestion() throws {
      try Desk.with { desk in
        let state = ["--state", desk.folder.path + "/router"]
        let router = try Router(state, desk: desk)
        try Person("alice", on: router, desk: desk).quit()
        try desk.run(Checkout.banterd, ["rotate-key"] + state)
        try Person("alice", at: router.address, desk: desk).quit()
        try desk.run(Checkout.banterd, ["rotate-key", "--switch"] + state)
        try router.stop()
        let again = try Router(at: router.address, state, desk: desk)
        #expect(again.pin != router.pin)
        let bob = try OldClient(.json, "bob", on: again, desk: desk)
        let alice = try Person("alice", at: router.address, desk: desk)
        #expect(try alice.rows(count: 1).count == 1)
        #expect(desk.windows("changed-key").isEmpty)
        #expect(bob.program.output.contains("alice"))
      }
    }

    @Test func aRouterThatIsStartedHereIsTrustedWithoutAQuestion() throws {
      try Desk.with { desk in
        // A port that was free a moment ago.
        let gone = try Router(desk: desk)
        try gone.stop()
        let program = try desk.start(Checkout.banter, [gone.address])
        defer { endRouter(at: gone.address) }
        let asking = try eventually("the sign-in window", state: { program.errors }) {
          desk.windows("sign-in", of: program).first
        }
        try desk.activate(asking)
        try desk.press("ctrl+a")
        try desk.type("alice")
        try desk.press("Return")
        try eventually("the offer to start a router") {
          desk.screen.pixels(of: asking)?.values.contains(Self.errorColor) ?? false
        }
        try desk.press("Tab", "Tab", "space")
        try eventually("the roster") { !desk.windows("roster", of: program).isEmpty }
        #expect(desk.windows("first-use").isEmpty)
        #expect(FileManager.default.fileExists(atPath: desk.identity.path))
      }
    }

    /// Ends a router that was started to outlive its client.
    private func endRouter(at address: String) {
      for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
        guard let id = Int32(entry),
          let words = try? String(contentsOfFile: "/proc/\(id)/cmdline", encoding: .utf8),
          words.contains("banterd"), words.contains(address)
        else { continue }
        kill(id, SIGTERM)
      }
    }

    @Test func aRouterThatSpeaksNoTLSIsNotSpokenToInTheClear() throws {
      try Desk.with { desk in
        let old = try Impostor(at: "127.0.0.1:0", nil)
        let alice = try Applicant("alice", at: old.address, desk: desk)
        try old.awaitVisits(2)
        #expect(old.visits.allSatisfy { $0.bytes.first == 0x16 })
        #expect(desk.windows("first-use", of: alice.program).isEmpty)
        let words = old.visits.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(!words.contains { $0.contains("register") || $0.contains("alice") })
      }
    }

    @Test func aRouterThatSpeaksNoTLSAnyMoreIsNotSpokenToInTheClear() throws {
      try Desk.with { desk in
        let (router, _, chat) = try aliceWhoseRouterHasGone(on: desk)
        var impostor: Impostor? = try Impostor(at: router.address, nil)
        try chat.say("a secret")
        try impostor?.awaitVisits(2)
        for visit in impostor?.visits ?? [] {
          #expect(visit.bytes.first == 0x16)
          let words = String(decoding: visit.bytes, as: UTF8.self)
          #expect(!["register", "alice", "secret"].contains { words.contains($0) })
        }
        impostor = nil
        _ = try Router(at: router.address, desk: desk)
        try chat.waitFor("Connected again")
      }
    }

    @Test func inTheClearOnlyWhoAsksForItSpeaks() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let bob = try OldClient(.json, "bob", on: router, desk: desk)
        let alice = try Person(
          "alice", at: router.address, desk: desk, options: ["--plaintext"])
        try alice.open("bob", among: ["bob"]).say("hello")
        try bob.waitFor("alice: hello")
        try desk.photograph(as: "plaintext")
        #expect(!FileManager.default.fileExists(atPath: desk.identity.path))
        // Its name is nobody's, and a link with a pin is for an encrypted connection.
        let carol = try Applicant(
          "carol", at: router.link, desk: desk, options: ["--plaintext"])
        _ = try carol.window("sign-in")
        #expect(!bob.program.output.contains("carol"))
      }
    }

    @Test func aKeyThatCannotBeReadStopsAndIsNotReplaced() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let bob = try OldClient(.json, "bob", on: router, desk: desk)
        try Person("alice", on: router, desk: desk).quit()
        let mode = try FileManager.default.attributesOfItem(atPath: desk.identity.path)
        #expect(mode[.posixPermissions] as? Int == 0o600)
        let damaged = try Data(contentsOf: desk.identity).prefix(100)
        try damaged.write(to: desk.identity)
        try bob.program.waitForLine("alice's end") { $0 == "users bob" }
        let again = try Applicant("alice", at: router.address, desk: desk)
        _ = try again.window("sign-in")
        try desk.photograph(as: "damaged-key")
        #expect(try Data(contentsOf: desk.identity) == damaged)
        #expect(bob.program.lines.last == "users bob")
      }
    }
  }
}
