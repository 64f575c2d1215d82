import Foundation

/// Somebody at the desk with a `banter` of their own.
final class Person {
  let name: String
  let desk: Desk
  let program: Program

  /// Signs in and waits for the roster window.
  ///
  /// - Parameters:
  ///   - name: Whom to sign in as.
  ///   - router: Where; its key is trusted.
  ///   - desk: Where the windows are.
  ///   - environment: What is changed for this program alone, as `env` takes it.
  ///   - options: More arguments.
  /// - Throws: `TimedOut` where no roster comes.
  convenience init(
    _ name: String, on router: Router, desk: Desk, environment: [String] = [],
    options: [String] = []
  ) throws {
    try self.init(
      name, at: router.link, desk: desk, environment: environment, options: options)
  }

  /// Signs in where `banter` is told to: at an address, or by a link.
  init(
    _ name: String, at address: String, desk: Desk, environment: [String] = [],
    options: [String] = []
  ) throws {
    self.name = name
    self.desk = desk
    program = try desk.start(
      "/usr/bin/env", environment + [Checkout.banter, address, "--name", name] + options)
    _ = try roster()
  }

  /// Somebody whose program has let them in already.
  init(_ name: String, running program: Program, on desk: Desk) {
    (self.name, self.program, self.desk) = (name, program, desk)
  }

  func roster() throws -> DeskWindow {
    let title = "\(name) — Banter"
    return try eventually("the roster of \(name)", state: { program.errors }) {
      desk.windows("roster", of: program).first { $0.title == title }
    }
  }

  /// Where the rows of people who are here stand in the roster, once there are `count`.
  ///
  /// A row is known by its green dot; the row Everyone has none.
  func rows(count: Int) throws -> [(x: Int, y: Int)] {
    let roster = try roster()
    try desk.activate(roster)
    return try eventually("\(count) people in the roster of \(name)") {
      let spots = desk.screen.pixels(of: roster)?.spots(of: 0x2e8b3d) ?? []
      return spots.count == count ? spots : nil
    }
  }

  /// Double-clicks somebody's row and waits for the window.
  ///
  /// - Parameters:
  ///   - peer: Whom to talk to.
  ///   - others: Everybody who is in the roster then.
  /// - Returns: The window, which has the focus.
  /// - Throws: `TimedOut` where the row or the window doesn't come.
  func open(_ peer: String, among others: [String]) throws -> Chat {
    let rows = try rows(count: others.count)
    guard let index = others.sorted().firstIndex(of: peer) else {
      throw TimedOut(description: "\(peer) is not among \(others)")
    }
    let roster = try roster()
    // A click elsewhere first, so that the two that count are not the third and fourth of a row.
    try desk.click(roster, x: roster.width / 2, y: 8)
    try desk.click(roster, x: rows[index].x + 20, y: rows[index].y, count: 2)
    return try chat(with: peer, isActive: true)
  }

  /// Opens the window of whoever is the last in the roster, by the keyboard.
  func openLast(_ peer: String) throws -> Chat {
    try desk.activate(try roster())
    try desk.press("End", "Return")
    return try chat(with: peer, isActive: true)
  }

  /// Goes into a room by the keyboard.
  func joinRoom(_ name: String) throws -> Chat {
    try desk.activate(try roster())
    try desk.press("ctrl+j")
    try desk.activate(try window("join"))
    try desk.type(name)
    try desk.press("Return")
    return try chat(with: name, isActive: true)
  }

  /// Waits for a window by its instance name.
  func window(_ instanceName: String) throws -> DeskWindow {
    try eventually("the window \(instanceName) of \(self.name)") {
      desk.windows(instanceName, of: program).first
    }
  }

  /// Waits until a window that was asked for has the focus.
  func front(_ instanceName: String) throws -> DeskWindow {
    let window = try window(instanceName)
    try eventually("the focus on \(instanceName)") { desk.screen.activeWindow == window.id }
    return window
  }

  /// Opens the window with one's own key by the keyboard.
  func openOwnKey() throws -> DeskWindow {
    try desk.activate(try roster())
    try desk.press("ctrl+k")
    return try front("own-key")
  }

  /// Opens the window of the room by the keyboard: it is the first row.
  func openEveryone() throws -> Chat { try openFirst("Everyone") }

  /// Opens the window of who is first in the roster by the keyboard, also while nobody is here.
  func openFirst(_ peer: String) throws -> Chat {
    try desk.activate(try roster())
    try desk.press("Home", "Return")
    return try chat(with: peer, isActive: true)
  }

  var chatWindows: [DeskWindow] { desk.windows("chat", of: program) }

  /// Waits for the window with a peer, whether or not it counts something unread.
  func chat(with peer: String, isActive: Bool = false) throws -> Chat {
    let window = try eventually(
      "a window of \(name) with \(peer)",
      state: { "among \(chatWindows.map(\.title)) \(program.errors)" }
    ) {
      chatWindows.first { window in
        window.title.hasSuffix("\(peer) — Banter")
          && (!isActive || desk.screen.activeWindow == window.id)
      }
    }
    return Chat(of: self, with: peer, windowID: window.id)
  }

  /// The proportional set size in KiB.
  func memory() throws -> Int {
    let rollup = try String(
      contentsOfFile: "/proc/\(program.id)/smaps_rollup", encoding: .utf8)
    let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }

  /// Leaves by closing the roster window.
  func quit() throws {
    try desk.run("xdotool", ["windowactivate", "--sync", "\(try roster().id)", "key", "ctrl+q"])
    try program.waitForEnd()
  }
}
