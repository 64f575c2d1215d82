import Foundation
import Testing

extension EndToEnd {
  /// The window with one's own key: a copy of it, and what can go wrong with that.
  @Suite struct OwnKeyTests {
    /// Types a file and a passphrase, and goes on by Tab from there to a button.
    private func fill(_ file: String, _ passphrase: String, tabs: Int, on desk: Desk) throws {
      try desk.press("ctrl+a")
      try desk.type(file)
      try desk.press("Tab", "ctrl+a")
      try desk.type(passphrase)
      try desk.press("Tab", "ctrl+a")
      try desk.type(passphrase)
      for _ in 0..<tabs { try desk.press("Tab") }
      try desk.press("space")
    }

    private static let (importButton, exportButton) = (2, 3)

    /// The first field of the window, from anywhere in it.
    private func toFile(from button: Int, on desk: Desk) throws {
      for _ in 0..<button + 2 { try desk.press("shift+Tab") }
    }

    private func identity(in folder: String) throws -> String {
      try String(contentsOfFile: folder + "/identity.pem", encoding: .utf8)
    }

    @Test func aCopyIsMadeAndNothingThatIsThereIsWrittenOver() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let (home, copy) = (desk.folder.path + "/home", desk.folder.path + "/copy.pem")
        let alice = try Person("alice", on: router, desk: desk, options: ["--state", home])
        let pem = try makeCopy(copy, of: alice, on: desk)
        #expect(try desk.run("stat", ["-c", "%a", copy]) == "600\n")
        #expect(pem.hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
        let window = try alice.window("own-key")
        #expect(try !Self.isError(on: window, desk))
        try toFile(from: Self.exportButton, on: desk)
        try fill(copy, "another", tabs: Self.exportButton, on: desk)
        try eventually("a word on it") { try Self.isError(on: window, desk) }
        #expect(try String(contentsOfFile: copy, encoding: .utf8) == pem)
      }
    }

    @Test func aCopyIsTakenOnAnotherComputerWhoseOwnKeyIsKept() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let (home, other) = (desk.folder.path + "/home", desk.folder.path + "/other")
        let copy = desk.folder.path + "/copy.pem"
        let alice = try Person("alice", on: router, desk: desk, options: ["--state", home])
        let pem = try makeCopy(copy, of: alice, on: desk)
        try alice.quit()

        // Somebody else's computer, until the copy is taken there.
        let bob = try Person("bob", on: router, desk: desk, options: ["--state", other])
        let old = try identity(in: other)
        try tryInVain(copy, pem, of: bob, on: desk)
        try fill(copy, "correct horse", tabs: Self.importButton, on: desk)
        #expect(try identity(in: other) == old)
        // Once more: that is meant.
        try desk.press("space")
        try eventually("the other key") { try identity(in: other) != old }
        #expect(
          try key(in: other + "/identity.pem", desk) == key(in: home + "/identity.pem", desk))
        let kept = try FileManager.default.contentsOfDirectory(atPath: other).filter {
          $0.hasPrefix("identity-")
        }
        #expect(
          try kept.map { try String(contentsOfFile: other + "/" + $0, encoding: .utf8) } == [old])
        try bob.quit()

        // The name belongs to that key, and so to this computer too.
        let again = try Person("alice", on: router, desk: desk, options: ["--state", other])
        try eventually("alice's return") {
          router.program.errors.split(separator: "\n").filter {
            $0.contains("msg=registered") && $0.contains("user=alice")
          }.count == 2
        }
        #expect(again.program.isRunning)
      }
    }

    /// Exports somebody's key with the passphrase `correct horse`; the file's text.
    private func makeCopy(_ copy: String, of person: Person, on desk: Desk) throws -> String {
      _ = try person.openOwnKey()
      try fill(copy, "correct horse", tabs: Self.exportButton, on: desk)
      return try eventually("the copy") { try? String(contentsOfFile: copy, encoding: .utf8) }
    }

    /// No file, a wrong passphrase and a damaged file; then the first field has the focus.
    private func tryInVain(
      _ copy: String, _ pem: String, of person: Person, on desk: Desk
    ) throws {
      let damaged = desk.folder.path + "/damaged.pem"
      try Data(pem.replacing("A", with: "B").utf8).write(to: URL(fileURLWithPath: damaged))
      let window = try person.openOwnKey()
      let tries = [
        (desk.folder.path + "/none.pem", "x"), (copy, "wrong"), (damaged, "correct horse"),
      ]
      for (file, passphrase) in tries {
        try fill(file, passphrase, tabs: Self.importButton, on: desk)
        try eventually("a word on \(file)") { try Self.isError(on: window, desk) }
        try toFile(from: Self.importButton, on: desk)
      }
    }

    /// The public key of a private one, as OpenSSL itself reads it.
    private func key(in file: String, _ desk: Desk) throws -> String {
      try desk.run("openssl", ["pkey", "-in", file, "-pubout"])
    }

    private static func isError(on window: DeskWindow, _ desk: Desk) throws -> Bool {
      desk.screen.pixels(of: window)?.values.contains(0xa32020) ?? false
    }
  }
}
