import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// What is kept however the program ends.
  @Suite struct KillTests {
    /// Whether the history of somebody has grown since a size.
    private func grown(_ person: Person, at router: Router, since before: Int) -> Int? {
      let now = size(of: person.name, at: router, in: person.desk)
      return now > before ? now : nil
    }

    /// How many bytes the write-ahead log of somebody's history has.
    private func size(of name: String, at router: Router, in desk: Desk) -> Int {
      let file = desk.folder.appendingPathComponent(
        "banter/\(router.address)/\(name).sqlite-wal")
      return (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
    }

    private func kill(_ person: Person) throws {
      person.program.signal(SIGKILL)
      try person.program.waitForEnd()
    }

    @Test func whatWasTypedOfflineOutlivesAKillAndArrivesOnceInOrder() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("before")
        try bob.chat(with: "alice").waitFor("alice: before")
        #expect(try router.stop() == 0)
        try chat.waitFor("connection to the router is lost")
        try chat.say("typed offline")
        try chat.say("and more")
        try chat.waitFor("Me: and more")
        try kill(alice)

        let again = try Person("alice", on: router, desk: desk)
        let kept = try again.openFirst("bob")
        let transcript = try kept.waitFor("Me: and more")
        #expect(transcript.contains("Me: before"))
        try kill(again)

        _ = try Router(at: router.address, desk: desk)
        try bob.chat(with: "alice").waitFor("Connected again")
        let last = try Person("alice", on: router, desk: desk)
        let arrived = try bob.chat(with: "alice").waitFor("alice: and more")
        #expect(arrived.ranges(of: "typed offline").count == 1)
        let lines = arrived.split(separator: "\n").filter { $0.contains("alice: ") }
        #expect(lines.last?.hasSuffix("alice: and more") == true)
        #expect(lines.dropLast().last?.hasSuffix("alice: typed offline") == true)
        let sent = try last.open("bob", among: ["bob"]).transcript()
        #expect(sent.ranges(of: "typed offline").count == 1)
      }
    }

    @Test func aDraftOutlivesAKill() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        _ = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("hello")
        try chat.waitFor("Me: hello")
        try chat.focusEntry()
        let before = size(of: "alice", at: router, in: desk)
        try desk.type("half a sentence")
        try eventually("the draft on the disk") { grown(alice, at: router, since: before) }
        try kill(alice)
        let again = try Person("alice", on: router, desk: desk)
        #expect(try again.open("bob", among: ["bob"]).entryText() == "half a sentence")
      }
    }

    @Test func whatStoodInTheEntryOutlivesTheXConnection() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        _ = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.focusEntry()
        try desk.type("not sent yet")
        #expect(try chat.entryText() == "not sent yet")
        try desk.run("xdotool", ["windowkill", "\(chat.windowID)"])
        #expect(try alice.program.waitForEnd() != 0)
        let again = try Person("alice", on: router, desk: desk)
        #expect(try again.open("bob", among: ["bob"]).entryText() == "not sent yet")
      }
    }

    @Test func whoWasRefusedMaySignInWithTheSameNameLater() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let holder = try OldClient(.json, "alice", on: router, desk: desk)
        let carol = try OldClient(.json, "carol", on: router, desk: desk)
        let program = try desk.start(Checkout.banter, [router.link, "--name", "alice"])
        let asking = try eventually("the window that asks", state: { program.errors }) {
          desk.windows("sign-in", of: program).first
        }
        holder.program.end()
        try eventually("the name to be free") {
          carol.program.lines.last { $0.hasPrefix("users ") }?.contains("alice") == false
        }
        try desk.activate(asking)
        try desk.press("Return")
        try eventually("the roster", state: { program.errors }) {
          desk.windows("roster", of: program).first
        }
      }
    }

    @Test func aSecondProgramOfTheSamePersonIsToldWhatToDo() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let second = try desk.start(Checkout.banter, [router.link, "--name", "alice"])
        try eventually("the window that asks", state: { second.errors }) {
          desk.windows("sign-in", of: second).first
        }
        #expect(desk.windows("roster", of: second).isEmpty)
        #expect(alice.program.isRunning)
      }
    }
  }
}
