import Foundation
import Testing

extension EndToEnd {
  /// A whole conversation without a mouse.
  @Suite struct KeyboardOnlyTests {
    @Test func everythingIsDoneByTheKeyboard() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let bob = try OldClient(.json, "bob", on: router, desk: desk)
        // In the poorest locale: the program makes do with it and says so.
        let program = try desk.start("env", ["LC_ALL=C", Checkout.banter])
        try signIn(to: router, with: program, on: desk)
        let roster = try window("roster", of: program, on: desk)
        try eventually("the focus") { desk.screen.activeWindow == roster.id }
        try eventually("bob in the roster") {
          desk.screen.pixels(of: roster)?.spots(of: 0x2e8b3d).count == 1
        }
        try desk.press("b", "Return")
        try type("hellop", into: "chat", of: program, on: desk)
        try desk.press("BackSpace", "Return")
        try bob.waitFor("alice: hello")

        try desk.press("F1")
        let help = try window("help", of: program, on: desk)
        try eventually("the focus") { desk.screen.activeWindow == help.id }
        try desk.press("Escape")
        try eventually("no help") { desk.windows("help", of: program).isEmpty }
        try desk.activate(try window("chat", of: program, on: desk))
        try desk.press("Escape")
        try eventually("no chat") { desk.windows("chat", of: program).isEmpty }
        try desk.activate(roster)
        try desk.press("ctrl+q")
        try program.waitForEnd()
        #expect(program.errors.components(separatedBy: "The locale has no UTF-8").count == 2)
        #expect(program.errors.contains("C.UTF-8"))
      }
    }

    /// Signs in as alice to a router that is new: its key is looked at, and trusted.
    private func signIn(to router: Router, with program: Program, on desk: Desk) throws {
      let asking = try window("sign-in", of: program, on: desk)
      try eventually("the focus") { desk.screen.activeWindow == asking.id }
      try desk.press("ctrl+a")
      try desk.type("alice")
      try desk.press("Tab", "ctrl+a")
      try desk.type(router.address)
      try desk.press("Tab", "space")
      let question = try window("first-use", of: program, on: desk)
      try eventually("the focus") { desk.screen.activeWindow == question.id }
      try desk.press("Tab", "Tab", "space")
    }

    private func window(_ name: String, of program: Program, on desk: Desk) throws -> DeskWindow {
      try eventually("the window \(name)", state: { program.errors }) {
        desk.windows(name, of: program).first
      }
    }

    private func type(
      _ text: String, into name: String, of program: Program, on desk: Desk
    ) throws {
      let window = try window(name, of: program, on: desk)
      try eventually("the focus") { desk.screen.activeWindow == window.id }
      try desk.type(text)
    }
  }
}
