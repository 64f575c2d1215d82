import Foundation
import Testing

extension EndToEnd {
  @Suite struct WindowTests {
    @Test func thereIsNeverASecondWindowForOnePeer() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let first = try alice.open("bob", among: ["bob"])
        let again = try alice.open("bob", among: ["bob"])
        #expect(again.windowID == first.windowID)
        try alice.desk.activate(try alice.roster())
        try desk.press("End", "Return")
        try eventually("the window of bob in front") { desk.screen.activeWindow == first.windowID }
        try first.say("one")
        try bob.chat(with: "alice").say("two")
        try first.waitFor("bob: two")
        #expect(alice.chatWindows.count == 1)
        #expect(bob.chatWindows.count == 1)
      }
    }

    @Test func aWindowThatIsAnIconComesBackWhenItsPeerIsOpenedAgain() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        _ = try OldClient(.json, "bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try desk.run("xdotool", ["windowminimize", "\(chat.windowID)"])
        try eventually("the icon") { desk.screen.activeWindow != chat.windowID }
        let again = try alice.open("bob", among: ["bob"])
        #expect(again.windowID == chat.windowID)
        #expect(alice.chatWindows.count == 1)
      }
    }

    @Test func aMessageOpensAWindowWithoutTakingTheFocus() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try Person("bob", on: router, desk: desk)
        let carol = try OldClient(.json, "carol", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob", "carol"])
        try chat.focusEntry()
        try desk.type("half a sen")
        try carol.type("alice: I interrupt")
        let interruption = try alice.chat(with: "carol")
        try eventually("the unread count in the title") {
          try interruption.window().title == "(1) carol — Banter"
        }
        #expect(desk.screen.activeWindow == chat.windowID)
        #expect(desk.screen.numbers("_NET_WM_USER_TIME", of: interruption.windowID) == [0])
        try desk.type("tence")
        try desk.press("Return")
        try bob.chat(with: "alice").waitFor("alice: half a sentence")
        #expect(try !interruption.transcript().contains("tence"))
      }
    }

    @Test func theTitleCountsWhatIsUnreadUntilTheWindowHasTheFocus() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try OldClient(.json, "bob", on: router, desk: desk)
        try desk.activate(try alice.roster())
        try bob.type("alice: one")
        try bob.type("alice: two")
        let chat = try alice.chat(with: "bob")
        try eventually("two unread", state: { "\(alice.chatWindows)" }) {
          try chat.window().title == "(2) bob — Banter"
        }
        let attention = try hints(of: chat.windowID, on: desk)
        #expect(attention.isUrgent)
        #expect(attention.states.contains("_NET_WM_STATE_DEMANDS_ATTENTION"))
        try desk.activate(try chat.window())
        try eventually("nothing unread") { try chat.window().title == "bob — Banter" }
        try eventually("no urgency") {
          let hints = try hints(of: chat.windowID, on: desk)
          return !hints.isUrgent && !hints.states.contains("DEMANDS_ATTENTION")
        }
      }
    }

    @Test(arguments: ["Escape", "ctrl+w"])
    func aClosedWindowOpensAgainWithWhatWasSaidMeanwhile(key: String) throws {
      try Desk.with("closedBy\(key)") { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let bob = try OldClient(.json, "bob", on: router, desk: desk)
        let chat = try alice.open("bob", among: ["bob"])
        try chat.say("before")
        try bob.waitFor("alice: before")
        try desk.press(key)
        try eventually("the window to close") { !chat.isOpen }
        try bob.type("alice: meanwhile")
        let again = try alice.chat(with: "bob")
        let transcript = try again.waitFor("bob: meanwhile")
        #expect(transcript.contains("Me: before"))
        #expect(alice.chatWindows.count == 1)
        #expect(try alice.program.isRunning && alice.roster().title == "alice — Banter")
      }
    }

    @Test func everyWindowSaysWhatItIs() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        _ = try OldClient(.json, "bob", on: router, desk: desk)
        let roster = try alice.roster()
        let chat = try alice.open("bob", among: ["bob"]).window()
        #expect(roster.title == "alice — Banter")
        #expect(chat.title == "bob — Banter")
        for window in [roster, chat] {
          #expect(window.className == "Banter")
          #expect(desk.screen.text("WM_WINDOW_ROLE", of: window.id) == window.instanceName)
          #expect(window.processID == alice.program.id)
          #expect(desk.screen.text("WM_CLIENT_MACHINE", of: window.id) == hostName)
          let icon = desk.screen.numbers("_NET_WM_ICON", of: window.id)
          #expect(icon.first.map { icon.count >= 2 + $0 * $0 } ?? false)
        }
        let server = try desk.run("xprop", ["-id", "\(chat.id)", "WM_PROTOCOLS"])
        #expect(server.contains("WM_DELETE_WINDOW") && server.contains("_NET_WM_PING"))
      }
    }

    private var hostName: String {
      (try? String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }

    private func hints(of window: UInt, on desk: Desk) throws -> (isUrgent: Bool, states: String) {
      // The first word of WM_HINTS is its flags; 256 is XUrgencyHint.
      let flags = desk.screen.numbers("WM_HINTS", of: window).first ?? 0
      return (flags & 256 != 0, try desk.run("xprop", ["-id", "\(window)", "_NET_WM_STATE"]))
    }
  }

  @Test func aResourceThatIsNotUnderstoodIsToldOnceAndTheProgramGoesOn() throws {
    try Desk.with { desk in
      let router = try Router(desk: desk)
      let wrong = [
        "background: nonsense", "borderColor: #12", "theme: purple", "keys: vim", "preedit: x",
        "awayAfter: -3", "readReceipts: maybe", "chat.geometry: foo", "font: fixed",
      ]
      let bob = try OldClient(.json, "bob", on: router, desk: desk)
      let alice = try Person(
        "alice", on: router, desk: desk,
        options: (wrong.map { "Banter*\($0)" } + [
          "Xft.dpi: 5", "garbage", "*peerNameForeground: red",
        ])
        .flatMap { ["-xrm", $0] })
      _ = try alice.rows(count: 1)
      try bob.type("alice: hello")
      _ = try alice.chat(with: "bob").window()
      for resource in wrong + ["Xft.dpi: 5", "garbage"] {
        try eventually(resource, state: { alice.program.errors }) {
          alice.program.errors.ranges(of: resource).count == 1
        }
      }
      #expect(!alice.program.errors.contains("peerNameForeground"))
    }
  }
}
