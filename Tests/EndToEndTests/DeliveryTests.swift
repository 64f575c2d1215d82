import Foundation
import Testing

extension EndToEnd {
  /// What became of one's own messages, as it is seen.
  @Suite struct DeliveryTests {
    @Test func eachStateIsSeenBesideTheMessage() throws {
      try Desk.with { desk in
        let state = ["--state", desk.folder.path + "/router"]
        let router = try Router(state, desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("Are you there?")
        try chat.waitFor(marks: [.twoTicks])
        let answer = try bob.chat(with: "alice")
        try desk.activate(try answer.window())
        try chat.waitFor(marks: [.eye])

        try bob.quit()
        try chat.say("For later")
        try chat.waitFor(marks: [.eye, .tick])
        try router.stop()
        try chat.say("Into the void")
        try chat.waitFor(marks: [.eye, .tick, .clock])
        try desk.photograph(as: "delivery")

        let again = try Router(at: router.address, state, desk: desk)
        try chat.waitFor(marks: [.eye, .tick, .tick])
        let bobAgain = try Person("bob", on: again, desk: desk)
        try chat.waitFor(marks: [.eye, .twoTicks, .twoTicks])
        let transcript = try bobAgain.chat(with: "alice").waitFor("alice: Into the void")
        #expect(transcript.ranges(of: "For later").count == 1)
        #expect(transcript.ranges(of: "Into the void").count == 1)
        try chat.waitFor(marks: [.eye, .eye, .eye])
      }
    }

    @Test func whatIsRefusedSaysSoAndComesBackIntoTheEntry() throws {
      try Desk.with { desk in
        let router = try Router(["--keep-messages", "1"], desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try bob.quit()
        try chat.say("There is room for this")
        try chat.waitFor(marks: [.tick])
        try chat.say("and none for that")
        try chat.waitFor(marks: [.tick, .exclamation])
        try desk.photograph(as: "refused")
        #expect(try chat.entryText() == "and none for that")
        #expect(try chat.transcript().contains("and none for that"))
      }
    }

    @Test func whatIsTypedOfflineArrivesOnceAndInOrderAfterReconnecting() throws {
      try Desk.with { desk in
        let state = ["--state", desk.folder.path + "/router"]
        let router = try Router(state, desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("before")
        try bob.chat(with: "alice").waitFor("alice: before")
        try router.stop()
        try chat.waitFor("connection to the router is lost")
        for number in 1...5 { try chat.say("queued \(number)") }
        try eventually("a clock beside each") {
          try chat.marks().suffix(5) == [.clock, .clock, .clock, .clock, .clock]
        }
        // Also those who quit meanwhile find what they had typed, and it goes out.
        try alice.quit()
        _ = try Router(at: router.address, state, desk: desk)
        let aliceAgain = try Person("alice", at: router.address, desk: desk)
        let text = try bob.chat(with: "alice").waitFor("queued 5")
        let lines = text.split(separator: "\n").filter { $0.contains("queued") }
        #expect(lines.map { $0.suffix(8) } == (1...5).map { "queued \($0)" })
        let reopened = try aliceAgain.openLast("bob")
        #expect(try reopened.waitFor("queued 5").ranges(of: "queued").count == 5)
      }
    }

    @Test func withReadReceiptsOffNobodyLearnsWhatWasRead() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person(
          "bob", on: router, desk: desk, options: ["-xrm", "Banter*readReceipts: off"])
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("Psst")
        let answer = try bob.chat(with: "alice")
        try answer.say("I have read it and won't say so")
        try chat.waitFor("won't say so")
        #expect(try chat.marks() == [.twoTicks])
      }
    }
  }
}
