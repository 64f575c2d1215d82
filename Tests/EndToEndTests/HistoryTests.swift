import Foundation
import Testing

extension EndToEnd {
  /// A conversation of 100,000 messages with somebody who isn't here.
  @Suite struct HistoryTests {
    private let count = 100_000
    private let memoryLimit = 64 * 1024
    private let highlight: UInt32 = 0xcfd8e3

    @Test func aHundredThousandMessagesAreScrolledThroughInLittleMemory() throws {
      try withLongHistory { alice, chat, desk in
        try scrollQuickly(through: chat, desk)
        // Home, where nothing was loaded yet; down again; along the scroll bar.
        try desk.press("Tab", "Home")
        try expectLine("message 0", at: 34, in: chat)
        try desk.press("End")
        let window = try chat.window()
        for tenth in [3, 8, 5, 1, 9, 2] {
          try desk.click(window, x: window.width - 14, y: 12 + (window.height - 90) * tenth / 10)
        }
        let memory = try alice.memory()
        print("after \(count) messages: \(memory) KiB")
        #expect(memory < memoryLimit)
      }
    }

    @Test func aMessageIsFoundAmongAHundredThousandAndJumpedTo() throws {
      try withLongHistory { alice, chat, desk in
        try chat.focusEntry()
        try desk.press("ctrl+f")
        try desk.type("needle")
        try expectHighlight("message 77777 needle", in: chat)
        try desk.photograph(as: "search")
        try desk.press("Escape")
        try eventually("no highlight") { try highlightedRow(in: chat) == nil }

        try desk.press("ctrl+w")
        try eventually("the window to close") { !chat.isOpen }
        try desk.activate(try alice.roster())
        try desk.press("ctrl+shift+f")
        try desk.activate(try alice.window("search"))
        try desk.type("needl")
        try desk.press("Down", "Return")
        try expectHighlight("message 77777 needle", in: try alice.chat(with: "bob"))
        #expect(try alice.memory() < memoryLimit)
      }
    }

    @Test func aWindowOpensWhereItStoodAlsoAfterARestart() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        try LongHistory.write(1_000, for: "alice", at: router, desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        let chat = try alice.openLast("bob")
        try chat.focusEntry()
        try desk.press("Prior", "Prior", "Prior", "Prior", "Prior")
        let top = try eventually("an older line") {
          let line = try self.line(at: 34, in: chat)
          return line.contains("message 99") ? nil : line
        }
        try desk.photograph(as: "before-restart")
        try alice.quit()
        let again = try Person("alice", on: router, desk: desk)
        try expectLine(top, at: 34, in: try again.openLast("bob"))
        try desk.photograph(as: "after-restart")
      }
    }

    private func withLongHistory(
      _ name: String = #function, _ body: (Person, Chat, Desk) throws -> Void
    ) throws {
      try Desk.with(name) { desk in
        let router = try Router(desk: desk)
        try LongHistory.write(count, for: "alice", at: router, desk: desk)
        let alice = try Person("alice", on: router, desk: desk)
        try body(alice, try alice.openLast("bob"), desk)
      }
    }

    /// Pages up from the entry; each page is on the screen within a frame at 60 a second.
    ///
    /// What is measured goes from the key to the changed pixels, xdotool and looking at them included. Debug builds
    /// are several times slower and share the machine with other tests.
    private func scrollQuickly(through chat: Chat, _ desk: Desk) throws {
      try chat.focusEntry()
      let stopwatch = try Stopwatch(at: desk)
      let isRelease = Checkout.binaries.path.contains("release")
      let keys = Array(repeating: "Prior", count: isRelease ? 1_000 : 60)
      let times = try stopwatch.times(
        in: try chat.window(), keys: keys, area: (y: 10, height: 120))
      let worst = times[times.count - 1 - times.count / 100]
      print("a page of \(count) messages: median \(times[times.count / 2]), 99 of 100 in \(worst)")
      #expect(times[times.count / 2] < (isRelease ? .milliseconds(16.7) : .milliseconds(150)))
      if isRelease { #expect(worst < .milliseconds(16.7)) }
    }

    private func highlightedRow(in chat: Chat) throws -> Int? {
      let window = try chat.window()
      guard let pixels = chat.person.desk.screen.pixels(of: window) else { return nil }
      // The wash goes to the right edge of the text, where nothing else is drawn.
      let rows = (0..<pixels.height - 80).filter { pixels[window.width - 44, $0] == highlight }
      return rows.isEmpty ? nil : rows[rows.count / 2]
    }

    private func expectHighlight(_ text: String, in chat: Chat) throws {
      let row = try eventually("a message that stands out") { try highlightedRow(in: chat) }
      try expectLine(text, at: row, in: chat)
    }

    private func expectLine(_ text: String, at y: Int, in chat: Chat) throws {
      var line = ""
      try eventually("the line “\(text)”", state: { "not “\(line)”" }) {
        line = try self.line(at: y, in: chat)
        return line.hasSuffix(text)
      }
    }

    /// Selects the line at a height and reads it.
    private func line(at y: Int, in chat: Chat) throws -> String {
      let desk = chat.person.desk
      try desk.click(try chat.window(), x: 120, y: y, count: 3)
      try desk.setClipboard("nothing")
      try desk.press("ctrl+c")
      return try desk.clipboard()
    }
  }
}
