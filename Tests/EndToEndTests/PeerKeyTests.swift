import Foundation
import Testing

extension EndToEnd {
  /// Whether somebody is who they were: the window with a peer's key, and what happens when that changes.
  @Suite struct PeerKeyTests {
    /// What is said about errors is written in this.
    private static let errorColor: UInt32 = 0xa32020

    /// The fingerprint that stands in a window, as digits in groups.
    private func fingerprint(in text: String) -> [String] {
      text.matches(of: /[0-9a-f]{4}(?:  [0-9a-f]{4}){3}/).map { String($0.output) }
    }

    private func keyWindow(of chat: Chat, on desk: Desk) throws -> DeskWindow {
      try chat.focusEntry()
      try desk.press("ctrl+k")
      return try chat.person.front("peer-key")
    }

    /// Compares, as the button says, and closes the window.
    private func compare(_ chat: Chat, on desk: Desk) throws {
      _ = try keyWindow(of: chat, on: desk)
      try desk.press("Tab", "space", "Escape")
      try eventually("no window with a key") {
        desk.windows("peer-key", of: chat.person.program).isEmpty
      }
    }

    /// Alice and bob, each at a computer of their own, and alice's window with bob.
    private func pair(
      on router: Router, _ desk: Desk
    ) throws -> (alice: Person, bob: Person, chat: Chat) {
      let bob = try Person("bob", on: router, desk: desk, options: state("bob", desk))
      let alice = try Person("alice", on: router, desk: desk, options: state("alice", desk))
      return (alice, bob, try alice.open("bob", among: ["bob"]))
    }

    private func state(_ name: String, _ desk: Desk) -> [String] {
      ["--state", desk.folder.path + "/" + name]
    }

    private func keptRouter(_ desk: Desk) throws -> (Router, state: [String]) {
      let kept = state("router", desk)
      return (try Router(kept, desk: desk), kept)
    }

    /// Takes bob's name from his key, and gives it to whoever comes now.
    private func impostor(
      of bob: Person, on router: Router, _ kept: [String], _ desk: Desk
    ) throws -> Person {
      try bob.quit()
      try desk.run(Checkout.banterd, ["unbind", "bob"] + kept)
      return try Person("bob", on: router, desk: desk, options: state("mallory", desk))
    }

    @Test func whatAliceSeesOfBobIsWhatBobSeesOfHimself() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let (alice, bob, chat) = try pair(on: router, desk)
        _ = try keyWindow(of: chat, on: desk)
        try desk.photograph(as: "peer-key")
        let seen = fingerprint(in: try desk.copyAll())
        // Bob's four rows and alice's own, for bob to compare.
        #expect(seen.count == 8)
        try desk.press("Escape")
        #expect(try own(of: bob, on: desk) == Array(seen.prefix(4)))
        #expect(try own(of: alice, on: desk) == Array(seen.suffix(4)))
      }
    }

    private func own(of person: Person, on desk: Desk) throws -> [String] {
      let window = try person.openOwnKey()
      try desk.click(window, x: window.width / 2, y: 60)
      defer { try? desk.press("Escape") }
      return fingerprint(in: try desk.copyAll())
    }

    @Test func theMouseAndACommandLeadThereToo() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let (alice, _, chat) = try pair(on: router, desk)
        let window = try chat.window()
        try desk.click(window, x: window.width - 24, y: window.height - 48)
        _ = try alice.front("peer-key")
        try desk.press("Escape")
        try eventually("no window") { desk.windows("peer-key").isEmpty }
        try chat.say("/key")
        _ = try alice.front("peer-key")
        // A room has none, and says so.
        let room = try alice.openEveryone()
        try room.say("/key")
        try eventually("a word on it") {
          desk.screen.pixels(of: try room.window())?.values.contains(Self.errorColor)
        }
        #expect(desk.windows("peer-key").count == 1)
      }
    }

    @Test func whoWasComparedAndHasAnotherKeyIsSentNothing() throws {
      try Desk.with { desk in
        let (router, kept) = try keptRouter(desk)
        let (alice, bob, chat) = try pair(on: router, desk)
        let before = desk.screen.pixels(of: try chat.window())
        try compare(chat, on: desk)
        try eventually("another word on the button") {
          desk.screen.pixels(of: try chat.window()) != before
        }
        try desk.photograph(as: "peer-verified")
        try chat.say("it is you")
        try bob.chat(with: "alice").waitFor("it is you")

        let mallory = try impostor(of: bob, on: router, kept, desk)
        try eventually("a title that says it") {
          try chat.window().title == "bob (another key) — Banter"
        }
        try desk.photograph(as: "peer-changed")
        try chat.say("a secret")
        // What to do about it opens by itself, and Return and Space there say nothing.
        _ = try alice.front("peer-key")
        try desk.press("Return", "space")
        try desk.photograph(as: "peer-changed-key")
        #expect(fingerprint(in: try desk.copyAll()).count == 12)
        try desk.press("Escape")
        #expect(try chat.entryText() == "a secret")
        #expect(mallory.chatWindows.isEmpty)
        try compare(chat, on: desk)
        try chat.focusEntry()
        try desk.press("Return")
        try mallory.chat(with: "alice").waitFor("a secret")
        #expect(try chat.window().title == "bob — Banter")
      }
    }

    @Test func whatWasTypedBeforeTheConnectionWaitsUntilTheKeyIsKnown() throws {
      try Desk.with { desk in
        let (router, kept) = try keptRouter(desk)
        let (alice, bob, chat) = try pair(on: router, desk)
        try compare(chat, on: desk)
        try bob.quit()
        try router.stop()
        try chat.waitFor("is lost")
        try chat.say("a secret")
        try eventually("a word that it waits") { try chat.hasStatus() }
        // While alice's program can't come back somebody else gets the name.
        alice.program.signal(SIGSTOP)
        _ = try Router(at: router.address, kept, desk: desk)
        try desk.run(Checkout.banterd, ["unbind", "bob"] + kept)
        let mallory = try Person(
          "bob", at: router.link, desk: desk, options: state("mallory", desk))
        alice.program.signal(SIGCONT)
        try eventually("a title that says it") {
          try chat.window().title == "bob (another key) — Banter"
        }
        try chat.waitFor("Connected again")
        #expect(mallory.chatWindows.isEmpty)
        try compare(chat, on: desk)
        try mallory.chat(with: "alice").waitFor("a secret")
      }
    }

    @Test func whoWasNeverComparedHasAnotherKeyInACalmNote() throws {
      try Desk.with { desk in
        let (router, kept) = try keptRouter(desk)
        let (_, bob, chat) = try pair(on: router, desk)
        let mallory = try impostor(of: bob, on: router, kept, desk)
        try chat.waitFor("bob has another key than before")
        #expect(try chat.window().title == "bob — Banter")
        try desk.photograph(as: "peer-unverified-changed")
        try chat.say("hello")
        try mallory.chat(with: "alice").waitFor("hello")
      }
    }
  }
}
