import Foundation
import Transport

/// An X server of the test's own with a window manager, and what a person does there with hands and eyes.
///
/// Keys, clicks and double-clicks are real events (XTEST, by xdotool); the clipboard is xclip's.
final class Desk {
  let screen: Screen
  /// What programs on this desk find in their environment.
  let environment: [String: String]
  /// A home of its own, for everything that the programs write.
  let folder: URL
  /// Everything that was started here lives as long as the desk, not as long as its last use.
  private var programs: [Program] = []

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "banter-desk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    screen = try Screen(folder: folder)
    environment = [
      "DISPLAY": screen.name, "HOME": folder.path, "XDG_RUNTIME_DIR": folder.path,
      "XDG_STATE_HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "XDG_DATA_HOME": folder.path,
      "XMODIFIERS": "@im=none", "LC_ALL": "C.UTF-8",
    ]
    try start("openbox", ["--sm-disable"])
    try eventually("the window manager") { screen.hasWindowManager }
  }

  deinit {
    for program in programs.reversed() { program.end() }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Starts a program that ends with the desk, at the latest.
  @discardableResult
  func start(_ path: String, _ arguments: [String]) throws -> Program {
    let program = try Program(path, arguments, environment: environment, folder: folder)
    programs.append(program)
    return program
  }

  /// The key of who sits here.
  var identity: URL { folder.appendingPathComponent("banter/identity.pem") }

  /// The file of a key for routers that keep nothing, made when it is first wanted.
  func routerKey(_ name: String = "router") throws -> String {
    let file = folder.appendingPathComponent(name + ".pem").path
    if !FileManager.default.fileExists(atPath: file) { try TLSIdentity.make().save(to: file) }
    return file
  }

  /// Runs a body on a desk of its own; where it fails, what the screen showed is kept as a picture.
  static func with(_ name: String = #function, _ body: (Desk) throws -> Void) throws {
    let desk = try Desk()
    try withExtendedLifetime(desk) {
      do {
        try body(desk)
      } catch {
        let picture = try desk.photograph(as: name.filter(\.isLetter))
        throw Failure(error: error, picture: picture, programs: desk.programs.map(\.account))
      }
    }
  }

  /// What went wrong, the picture of it, and what the programs have to say.
  struct Failure: Error, CustomStringConvertible {
    let error: any Error
    let picture: String
    let programs: [String]

    var description: String {
      "\(error)\nthe screen then: \(picture)\n" + programs.joined(separator: "\n")
    }
  }

  /// Saves a picture of the screen in `.build/screenshots`.
  @discardableResult
  func photograph(as name: String) throws -> String {
    let pictures = Checkout.folder.appendingPathComponent(".build/screenshots")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    let path = pictures.appendingPathComponent(name + ".png").path
    try run("import", ["-window", "root", path])
    return path
  }

  /// Runs a tool on this desk until it ends.
  ///
  /// - Returns: What it printed.
  @discardableResult
  func run(_ tool: String, _ arguments: [String]) throws -> String {
    let program = try Program(tool, arguments, environment: environment, folder: folder)
    program.closeInput()
    try program.waitForEnd()
    return program.output
  }

  // MARK: Windows

  /// The windows of a process, or of all, with an instance name.
  func windows(_ instanceName: String, of program: Program? = nil) -> [DeskWindow] {
    screen.windows.filter { window in
      window.instanceName == instanceName && (program.map { $0.id == window.processID } ?? true)
    }
  }

  /// Brings a window to the front and gives it the focus.
  func activate(_ window: DeskWindow) throws {
    guard screen.activeWindow != window.id else { return }
    try run("xdotool", ["windowactivate", "\(window.id)"])
    try eventually("the focus on \(window.title)") { screen.activeWindow == window.id }
  }

  // MARK: Hands

  /// Clicks at a place in a window, once or quickly several times.
  func click(_ window: DeskWindow, x: Int, y: Int, count: Int = 1) throws {
    let place = ["mousemove", "\(window.x + x)", "\(window.y + y)"]
    try run("xdotool", place + ["click", "--repeat", "\(count)", "--delay", "40", "1"])
  }

  /// Presses keys, such as `ctrl+a`, in the window that has the focus.
  func press(_ keys: String...) throws {
    try run("xdotool", ["key", "--delay", "5"] + keys)
  }

  /// Types a text in the window that has the focus.
  func type(_ text: String) throws {
    try run("xdotool", ["type", "--delay", "5", text])
  }

  // MARK: Clipboard

  func setClipboard(_ text: String) throws {
    let file = folder.appendingPathComponent("clipboard")
    try Data(text.utf8).write(to: file)
    let owner = screen.clipboardOwner
    // In the foreground, so that it ends with the desk.
    try start("xclip", ["-quiet", "-selection", "clipboard", "-in", file.path])
    try eventually("xclip to own the clipboard") { screen.clipboardOwner != owner }
  }

  func clipboard() throws -> String {
    try run("xclip", ["-selection", "clipboard", "-out"])
  }

  /// All the text of what has the focus: selected, copied, read from the clipboard.
  func copyAll() throws -> String {
    let nothing = "nothing copied \(UUID().uuidString)"
    try setClipboard(nothing)
    try press("ctrl+a", "ctrl+c")
    // Copying from an empty text leaves the clipboard as it was.
    let deadline = ContinuousClock.now + .seconds(1)
    while ContinuousClock.now < deadline {
      let copied = try clipboard()
      if copied != nothing { return copied }
      usleep(10_000)
    }
    return ""
  }
}
