import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// One person at two computers: the second is linked by a code that the first one shows.
  @Suite struct DeviceLinkTests {
    /// What is said about errors is written in this.
    private static let errorColor: UInt32 = 0xa32020

    private func state(_ computer: String, _ desk: Desk) -> [String] {
      ["--state", desk.folder.path + "/" + computer]
    }

    /// Has the window with one's own key show a code.
    private func makeCode(at person: Person, on desk: Desk) throws -> String {
      let window = try person.openOwnKey()
      // From the file on: the passphrase, the same again, the button.
      for _ in 0..<3 { try desk.press("Tab") }
      try desk.press("space")
      var shown = ""
      let code = try eventually("a code", state: { shown }) {
        try desk.click(window, x: window.width / 2, y: 60)
        shown = try desk.copyAll()
        return shown.firstMatch(of: /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/).map { String($0.output) }
      }
      try desk.photograph(as: "link-code")
      try desk.press("Escape")
      try eventually("no window") { desk.windows("own-key", of: person.program).isEmpty }
      return code
    }

    /// Alice at a second computer, which the router does not let in by its key.
    private func stranger(at router: Router, _ desk: Desk) throws -> (Applicant, DeskWindow) {
      let second = try Applicant(
        "alice", at: router.link, desk: desk, options: state("laptop", desk))
      let asking = try second.window("sign-in")
      try waitForRefusal(1, at: router)
      return (second, asking)
    }

    private func waitForRefusal(_ count: Int, at router: Router) throws {
      try eventually("refusal \(count)", state: { router.program.errors }) {
        router.program.errors.ranges(of: "msg=\"name refused\"").count == count
      }
    }

    /// What stands in a sign-in window below its fields, where it asks for a code.
    private func words(in asking: DeskWindow, _ desk: Desk) throws -> Pixels {
      try eventually("the window") {
        desk.screen.pixels(
          of: asking, x: 8, y: 160, width: asking.width - 16, height: asking.height - 210)
      }
    }

    /// Types a code that is refused: the window says another thing about it than about the name alone.
    private func enterInVain(
      _ code: String, at asking: DeskWindow, of count: Int, _ router: Router, _ desk: Desk
    ) throws {
      try eventually("a word on the name") {
        try words(in: asking, desk).values.contains(Self.errorColor)
      }
      let before = try words(in: asking, desk)
      try enter(code, at: asking, on: desk)
      try waitForRefusal(count, at: router)
      try eventually("a word on the code") {
        let now = try words(in: asking, desk)
        return now != before && now.values.contains(Self.errorColor)
      }
    }

    /// Types a code where the sign-in window asks for one, which is the third field.
    private func enter(_ code: String, at asking: DeskWindow, on desk: Desk) throws {
      try desk.activate(asking)
      // Wherever the focus is: the name is the first field.
      try desk.click(asking, x: asking.width / 2, y: 40)
      try desk.press("Tab", "Tab", "ctrl+a")
      try desk.type(code)
      try desk.press("Return")
    }

    private func said(in chat: Chat) throws -> [Substring] {
      try chat.transcript().split(separator: "\n").filter { $0.contains(": ") }
    }

    /// Signs alice in at a second computer: a wrong code is refused in plain words, the right one is not.
    private func link(_ first: Person, at router: Router, _ desk: Desk) throws -> Person {
      let (second, asking) = try stranger(at: router, desk)
      try desk.photograph(as: "link-asked")
      let code = try makeCode(at: first, on: desk)
      try enterInVain("ZZZZ-ZZZZ-ZZZZ", at: asking, of: 2, router, desk)
      try desk.photograph(as: "link-refused")
      #expect(desk.windows("roster", of: second.program).isEmpty)
      try enter(code.lowercased().replacing("-", with: " "), at: asking, on: desk)
      _ = try second.window("roster")
      #expect(desk.windows("sign-in", of: second.program).isEmpty)
      return Person("alice", running: second.program, on: desk)
    }

    @Test func theSecondComputerIsTheSamePersonOnceItsCodeIsTyped() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let bob = try Person("bob", on: router, desk: desk, options: state("bob", desk))
        let first = try Person("alice", on: router, desk: desk, options: state("desk", desk))
        let atDesk = try first.open("bob", among: ["bob"])
        try atDesk.say("from the desk")
        let answer = try bob.chat(with: "alice")
        try answer.waitFor("alice: from the desk")

        let laptop = try link(first, at: router, desk)
        let atLaptop = try laptop.open("bob", among: ["bob"])
        try atLaptop.waitFor("Me: from the desk")
        try atLaptop.say("from the laptop")
        try atDesk.waitFor("Me: from the laptop")
        try answer.waitFor("alice: from the laptop")
        try answer.say("hello to both")
        try atLaptop.waitFor("bob: hello to both")
        try atDesk.waitFor("bob: hello to both")
        #expect(try said(in: atDesk) == said(in: atLaptop))
        // Both keys have the name from now on, without a code.
        try laptop.quit()
        let again = try Person(
          "alice", at: router.link, desk: desk, options: state("laptop", desk))
        try again.open("bob", among: ["bob"]).waitFor("Me: from the laptop")
        #expect(router.program.errors.ranges(of: "msg=\"name bound\"").count == 3)
      }
    }

    @Test func aCodeIsGoodOnceAndNotForLong() throws {
      try Desk.with { desk in
        let clock = try JumpingClock()
        let router = try Router(clock: clock, desk: desk)
        let first = try Person("alice", on: router, desk: desk, options: state("desk", desk))
        let old = try makeCode(at: first, on: desk)
        try clock.jump(to: 601)
        let (second, asking) = try stranger(at: router, desk)
        try enterInVain(old, at: asking, of: 2, router, desk)
        #expect(desk.windows("roster", of: second.program).isEmpty)

        let new = try makeCode(at: first, on: desk)
        try enter(new, at: asking, on: desk)
        _ = try second.window("roster")
        // Used, it lets nobody else in.
        let third = try Applicant(
          "alice", at: router.link, desk: desk, options: state("phone", desk))
        let other = try third.window("sign-in")
        try waitForRefusal(3, at: router)
        try enterInVain(new, at: other, of: 4, router, desk)
        #expect(desk.windows("roster", of: third.program).isEmpty)
      }
    }
  }
}
