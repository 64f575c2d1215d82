import Foundation

/// The window of one conversation, as the person at it uses it.
struct Chat {
  let person: Person
  let peer: String
  let windowID: UInt

  init(of person: Person, with peer: String, windowID: UInt) {
    self.person = person
    self.peer = peer
    self.windowID = windowID
  }

  private var desk: Desk { person.desk }

  /// The window as it is now.
  func window() throws -> DeskWindow {
    try eventually("the window of \(person.name) with \(peer)") {
      desk.screen.windows.first { $0.id == windowID }
    }
  }

  var isOpen: Bool { desk.screen.windows.contains { $0.id == windowID } }

  /// Clicks into the entry, which gives the window the focus too.
  func focusEntry() throws {
    let window = try window()
    try desk.activate(window)
    try desk.click(window, x: window.width / 2, y: window.height - 16)
  }

  /// Types a line and sends it.
  func say(_ text: String) throws {
    try focusEntry()
    try desk.type(text)
    try desk.press("Return")
  }

  /// Pastes a text of any size into the entry and sends it.
  func paste(_ text: String) throws {
    try focusEntry()
    try desk.setClipboard(text)
    try desk.press("ctrl+v")
    try eventually("the paste in the entry") { try entryText() == text }
    try desk.press("Right", "Return")
  }

  /// What the transcript shows: selected and copied, read from the clipboard.
  func transcript() throws -> String {
    let window = try window()
    try desk.activate(window)
    try desk.click(window, x: window.width / 2, y: window.height / 4)
    return try desk.copyAll()
  }

  /// What stands in the entry.
  func entryText() throws -> String {
    try focusEntry()
    return try desk.copyAll()
  }

  /// Waits until the transcript holds a text.
  @discardableResult
  func waitFor(_ text: String) throws -> String {
    var last = ""
    return try eventually(
      "“\(text.prefix(80))” in the window of \(person.name) with \(peer)",
      state: { "; it shows:\n\(last.suffix(2000))" }
    ) {
      last = try transcript()
      return last.contains(text) ? last : nil
    }
  }

  /// Whether something stands on the line above the entry, where the button is at the right.
  func hasStatus() throws -> Bool {
    let window = try window()
    let pixels = desk.screen.pixels(
      of: window, x: 8, y: window.height - 50, width: window.width / 2, height: 8)
    return Set(pixels?.values ?? []).count > 1
  }

  /// How many people a room's window shows as members, by their dots.
  func memberDots() throws -> Int {
    let window = try window()
    let pixels = desk.screen.pixels(
      of: window, x: window.width - 130, y: 20, width: 20, height: window.height - 100)
    return [0x2e8b3d, 0xb57a00].map { pixels?.spots(of: $0).count ?? 0 }.reduce(0, +)
  }
}
