import Foundation
import Testing
import Transport

extension EndToEnd {
  /// Links that invite, and names that are not to be had.
  ///
  /// On the main thread, as all tests that draw: fonts are the whole process's.
  @MainActor @Suite struct InvitationTests {
    private func invitedOnly(_ desk: Desk) throws -> (Router, state: [String]) {
      let state = ["--state", desk.folder.path + "/router"]
      return (try Router(state + ["--join", "invited"], desk: desk), state)
    }

    private func invite(
      to router: Router, _ options: [String], _ state: [String], on desk: Desk
    ) throws -> String {
      try desk.run(Checkout.banterd, ["invite", "--host", router.address] + options + state)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The command of the desktop's entry for this program, as it opens a link.
    private func command(opening link: String) throws -> [String] {
      let file = Checkout.folder.appendingPathComponent("assets/banter.desktop")
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      #expect(lines.contains("MimeType=x-scheme-handler/banter;"))
      let words = try #require(lines.first { $0.hasPrefix("Exec=") }?.dropFirst(5))
        .split(separator: " ").map { $0 == "%u" ? link : String($0) }
      #expect(words.first == "banter" && words.contains(link))
      return [Checkout.banter] + words.dropFirst()
    }

    @Test func aLinkThatTheDesktopOpensNeedsTheNameConfirmedAndNothingElse() throws {
      try Desk.with { desk in
        let (router, state) = try invitedOnly(desk)
        let link = try invite(to: router, ["--name", "alice"], state, on: desk)
        let command = try command(opening: link)
        let program = try desk.start(command[0], Array(command.dropFirst()))
        let asking = try eventually("the sign-in window", state: { program.errors }) {
          desk.windows("sign-in", of: program).first
        }
        try desk.photograph(as: "invitation")
        // A link may come from anywhere: the router hears of nobody who only opened it.
        #expect(!router.program.errors.contains("name bound"))
        try desk.activate(asking)
        try desk.press("Return")
        try eventually("the roster") { desk.windows("roster", of: program).first }
        try eventually("the name") { router.program.errors.contains("name bound") }
        #expect(desk.windows("first-use").isEmpty)
      }
    }

    @Test func aLinkIsPastedWhereTheRouterStands() throws {
      try Desk.with { desk in
        let (router, state) = try invitedOnly(desk)
        try desk.setClipboard(try invite(to: router, ["--uses", "2"], state, on: desk))
        let program = try desk.start(Checkout.banter, [])
        let asking = try eventually("the sign-in window", state: { program.errors }) {
          desk.windows("sign-in", of: program).first
        }
        try desk.activate(asking)
        try desk.press("ctrl+a")
        try desk.type("alice")
        try desk.press("Tab", "ctrl+a", "ctrl+v", "Return")
        try eventually("the roster") { desk.windows("roster", of: program).first }
        #expect(desk.windows("first-use").isEmpty)
      }
    }

    @Test func withoutAnInvitationThePersonIsToldAndALinkHelps() throws {
      try Desk.with { desk in
        let (router, state) = try invitedOnly(desk)
        let alice = try Applicant("alice", at: router.link, desk: desk)
        let asking = try alice.window("sign-in")
        try SignInWords(of: asking, desk: desk).waitFor(
          "To be alice at this router takes an invitation: one that is still good, and for that name. "
            + "Ask whoever runs the router for a link, and paste it in place of the router.")
        #expect(desk.windows("roster").isEmpty)
        try desk.photograph(as: "not-invited")
        try desk.setClipboard(try invite(to: router, [], state, on: desk))
        try desk.activate(asking)
        try desk.press("Tab", "ctrl+a", "ctrl+v", "Return")
        _ = try alice.window("roster")
      }
    }

    @Test func aNameOfAnotherKeyIsRefusedAndAnotherNameIsNot() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        try Person("alice", on: router, desk: desk).quit()
        let other = try Applicant(
          "alice", at: router.link, desk: desk, options: ["--state", desk.folder.path + "/other"])
        let asking = try other.window("sign-in")
        try SignInWords(of: asking, takesCode: true, desk: desk).waitFor(
          "Somebody else is alice at this router. Choose another name. "
            + "If it is you, on another computer: have that one make a code for this one, and type it above."
        )
        #expect(desk.windows("roster").isEmpty)
        try desk.photograph(as: "name-taken")
        try desk.activate(asking)
        try desk.press("ctrl+a")
        try desk.type("alicia")
        try desk.press("Return")
        _ = try other.window("roster")
      }
    }

    @Test func whoAnswersWithAnotherKeyThanTheLinkSaysLearnsNothing() throws {
      try Desk.with { desk in
        let impostor = try Impostor(at: "127.0.0.1:0", .make())
        let link = "banter://\(impostor.address)/?pin=\(try TLSIdentity.make().pin)&token=secret"
        let alice = try Applicant("alice", at: link, desk: desk)
        try impostor.awaitVisits(1)
        try SignInWords(of: alice.window("sign-in"), desk: desk).waitFor(
          "What answers at \(impostor.address) does not have the key that the link says, and nothing was sent to it. "
            + "Somebody pretends to be the router, or the link is old: ask whoever gave you the link."
        )
        try desk.photograph(as: "not-as-invited")
        #expect(impostor.visits.count == 1)
        #expect(impostor.visits.allSatisfy { !$0.isSecure && $0.bytes.isEmpty && $0.wasBrokenOff })
        #expect(desk.windows("first-use").isEmpty)
        #expect(desk.windows("changed-key").isEmpty)
      }
    }

    @Test(arguments: ["banter:", "banter://", "banter://host:5050/?pin=short", "BANTER://a b"])
    func aDamagedLinkIsToldInPlainWords(link: String) throws {
      try Desk.with { desk in
        let program = try desk.start(Checkout.banter, [link, "--name", "alice"])
        #expect(try program.waitForEnd() == 1)
        #expect(program.errors.hasPrefix("banter: "))
        #expect(program.errors.contains("link"))
        // From a desktop nobody would see that: a window says it.
        let asking = try Applicant(nil, at: link, desk: desk)
        _ = try asking.window("sign-in")
      }
    }
  }
}
