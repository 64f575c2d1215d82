import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// One person at two computers, each with a program and a disk of its own.
  @Suite struct DeviceTests {
    /// In the clear the router believes a second device on its own machine.
    private func alice(_ device: String, _ router: Router, _ desk: Desk) throws -> Person {
      try Person(
        "alice", at: router.address, desk: desk,
        environment: ["XDG_STATE_HOME=\(desk.folder.path)/\(device)"], options: ["--plaintext"])
    }

    /// What the window shows, but for what the program itself tells.
    private func said(in chat: Chat) throws -> [Substring] {
      try chat.transcript().split(separator: "\n").filter { $0.contains(": ") }
    }

    @Test func bothShowTheSameConversationAlsoWhatOneselfSaidOnTheOther() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let (first, second) = (try alice("desk", router, desk), try alice("laptop", router, desk))
        let atDesk = try first.open("bob", among: ["bob"])
        try atDesk.say("from the desk")
        let answer = try bob.chat(with: "alice")
        try answer.waitFor("alice: from the desk")
        let atLaptop = try second.open("bob", among: ["bob"])
        try atLaptop.waitFor("Me: from the desk")
        try answer.say("hello to both")
        try atLaptop.waitFor("bob: hello to both")
        try atLaptop.say("from the laptop")
        try atDesk.waitFor("Me: from the laptop")
        let text = try answer.waitFor("alice: from the laptop")
        #expect(text.ranges(of: "alice: ").count == 2)
        #expect(try said(in: atDesk) == said(in: atLaptop))
        try atLaptop.waitFor(marks: [.eye, .eye])
        try desk.photograph(as: "two-devices")

        // The laptop is gone without a word, and finds what was said meanwhile, each once.
        second.program.signal(SIGKILL)
        try second.program.waitForEnd()
        try atDesk.say("while the laptop was off")
        try answer.say("indeed")
        try atDesk.waitFor("bob: indeed")
        let again = try alice("laptop", router, desk)
        let reopened = try again.chat(with: "bob")
        try reopened.waitFor("bob: indeed")
        #expect(try said(in: reopened) == said(in: atDesk))
      }
    }
  }
}
