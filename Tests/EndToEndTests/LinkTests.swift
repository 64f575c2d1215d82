import Foundation
import Testing

extension EndToEnd {
  /// Links in what somebody wrote, opened by an `xdg-open` of the test's own.
  @Suite struct LinkTests {
    /// Alice's window with what carol wrote to her.
    private func read(
      _ texts: String..., environment: [String], desk: Desk
    ) throws -> (alice: Person, chat: Chat) {
      let router = try Router(desk: desk)
      let alice = try Person("alice", on: router, desk: desk, environment: environment)
      let carol = try OldClient(.json, "carol", on: router, desk: desk)
      for text in texts { try carol.type("alice: " + text) }
      let chat = try alice.chat(with: "carol")
      try desk.activate(try chat.window())
      return (alice, chat)
    }

    @Test func aClickOpensWhatIsUnderlinedAndNothingElse() throws {
      try Desk.with { desk in
        let browser = try Browser(desk: desk)
        let trap = desk.folder.appendingPathComponent("trap").path
        let (alice, chat) = try read(
          "http://a.example\"; touch \(trap)", "https://b.example/$(id)",
          "http://c.example\u{202e}/d", environment: browser.environment, desk: desk)
        let links = try chat.waitForLinks(3)
        for (number, link) in links.enumerated() {
          try desk.click(try chat.window(), x: link.x, y: link.y)
          try eventually("start \(number + 1) of xdg-open") { browser.starts.count == number + 1 }
        }
        #expect(
          browser.starts.map(\.arguments) == [
            ["http://a.example"], ["https://b.example/$(id)"], ["http://c.example"],
          ])
        let ownSockets = try Browser.ownSockets()
        for start in browser.starts {
          #expect(start.streams == ["/dev/null", "/dev/null", "/dev/null"])
          // What this process itself was started with goes down to all.
          #expect(start.sockets.isSubset(of: ownSockets))
          #expect(start.leadsSession)
        }
        #expect(!FileManager.default.fileExists(atPath: trap))
        try eventually("no child left behind") { try desk.children(of: alice.program).isEmpty }
        #expect(try !chat.hasStatus())
      }
    }

    @Test func draggingOverALinkSelectsItAndOpensNothing() throws {
      try Desk.with { desk in
        let browser = try Browser(desk: desk)
        let (_, chat) = try read(
          "see https://b.example/path there", environment: browser.environment, desk: desk)
        let link = try chat.waitForLinks(1)[0]
        let window = try chat.window()
        let y = "\(window.y + link.y - 4)"
        try desk.run(
          "xdotool",
          ["mousemove", "\(window.x + 60)", y, "mousedown", "1"]
            + [
              "mousemove", "\(window.x + link.x)", y, "mousemove", "\(window.x + link.x + 150)", y,
            ]
            + ["mouseup", "1"])
        try eventually("the selection") {
          try desk.run("xclip", ["-selection", "primary", "-out"]).contains("b.example/path")
        }
        // What would have been opened has been opened before a click that follows is.
        try desk.click(window, x: link.x, y: link.y)
        try eventually("a start of xdg-open") { !browser.starts.isEmpty }
        #expect(browser.starts.map(\.arguments) == [["https://b.example/path"]])
      }
    }

    @Test func keysAloneChooseALinkAndOpenIt() throws {
      try Desk.with { desk in
        let browser = try Browser(desk: desk)
        let (_, chat) = try read(
          "http://one.example/ http://two.example/", environment: browser.environment, desk: desk)
        _ = try chat.waitForLinks(2)
        try desk.press("Tab", "Left", "Return")
        try eventually("a start of xdg-open") { browser.starts.count == 1 }
        try desk.press("Left", "Return")
        try eventually("the next start of xdg-open") { browser.starts.count == 2 }
        #expect(
          browser.starts.map(\.arguments) == [["http://two.example/"], ["http://one.example/"]])
        try desk.press("ctrl+c")
        try eventually("the link on the clipboard") {
          try desk.clipboard() == "http://one.example/"
        }
      }
    }

    @Test func whatCannotBeOpenedIsSaidInTheWindow() throws {
      try Desk.with { desk in
        let (alice, chat) = try read(
          "http://a.example/", environment: ["PATH=/nonexistent"], desk: desk)
        let link = try chat.waitForLinks(1)[0]
        #expect(try !chat.hasStatus())
        try desk.click(try chat.window(), x: link.x, y: link.y)
        try eventually("a word on it") { try chat.hasStatus() }
        try alice.quit()

        let browser = try Browser(exitingWith: 3, desk: desk)
        let (bob, again) = try read(
          "http://a.example/", environment: browser.environment, desk: desk)
        let place = try again.waitForLinks(1)[0]
        try desk.click(try again.window(), x: place.x, y: place.y)
        try eventually("a word on it") { try again.hasStatus() }
        #expect(browser.starts.count == 1)
        #expect(bob.program.isRunning)
      }
    }
  }
}

extension Desk {
  /// The processes that a program started and that have not been waited for.
  func children(of program: Program) throws -> [Substring] {
    try String(contentsOfFile: "/proc/\(program.id)/task/\(program.id)/children", encoding: .utf8)
      .split(separator: " ")
  }
}
