import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Looks that change while the program runs, through `xrdb`, a settings manager and keys.
@MainActor @Suite(.serialized) struct LiveAppearanceTests {
  let server: XServer
  let observer: Observer

  init() throws {
    server = try XServer()
    observer = try Observer(server.name)
  }

  private func merge(_ resources: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try resources.write(to: file, atomically: true, encoding: .utf8)
    try server.run("xrdb", ["-merge", "-nocpp", file.path])
  }

  private func shown(_ display: TestDisplay, _ root: any Widget = Entry()) -> TopLevelWindow {
    let window = TopLevelWindow(
      .init(title: "x", instanceName: "chat", role: "chat", size: Size(width: 300, height: 200)),
      root: root, on: display.connection)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    display.settle()
    return window
  }

  /// Becomes the settings manager, or has it say something else.
  private func publish(
    _ texts: [String: String], _ numbers: [String: Int32], by owner: Window?, isBigEndian: Bool
  ) -> Window {
    let display = unsafe observer.display
    let selection = observer.atom("_XSETTINGS_S0")
    let window =
      unsafe owner ?? XCreateSimpleWindow(display, observer.root, 0, 0, 1, 1, 0, 0, 0)
    var bytes = SettingsBytes.make(texts, numbers, isBigEndian: isBigEndian)
    let property = observer.atom("_XSETTINGS_SETTINGS")
    unsafe XChangeProperty(
      display, window, property, property, 8, PropModeReplace, &bytes, Int32(bytes.count))
    if owner == nil {
      unsafe XSetSelectionOwner(display, selection, window, 0)
      var event = unsafe XEvent()
      unsafe event.xclient.type = ClientMessage
      unsafe event.xclient.window = observer.root
      unsafe event.xclient.message_type = observer.atom("MANAGER")
      unsafe event.xclient.format = 32
      unsafe event.xclient.data.l = (0, Int(selection), Int(window), 0, 0)
      unsafe XSendEvent(display, observer.root, 0, StructureNotifyMask, &event)
    }
    observer.sync()
    return window
  }

  @Test func xrdbChangesColoursFontAndResolutionWhileTheProgramRuns() throws {
    let display = try TestDisplay(server)
    let window = shown(display)
    let before = display.connection.fonts.metrics(of: .regular).lineHeight
    let context = window.tree.context
    try merge("Banter*theme: dark\nXft.dpi: 192\n")
    #expect(display.run { context.theme == .dark && context.scale == 2 })
    #expect(display.run { window.size == Size(width: 600, height: 400) })
    display.settle()
    let after = display.connection.fonts.metrics(of: .regular).lineHeight
    #expect(after > before * 3 / 2)
    let field = Theme.dark.fieldBackground
    let rgb = UInt32(field.red) << 16 | UInt32(field.green) << 8 | UInt32(field.blue)
    #expect(observer.pixel(of: window.id, x: 560, y: 20) == rgb)
    try merge("Banter*font: monospace-20\n")
    #expect(display.run { display.connection.appearance.font.pixels > 26 })
    display.settle()
    #expect(display.errorCount == 0)
  }

  @Test(arguments: [false, true])
  func aSettingsManagerThatComesChangesAndGoesIsFollowed(isBigEndian: Bool) throws {
    let display = try TestDisplay(server)
    let context = shown(display).tree.context
    let manager = publish(
      ["Net/ThemeName": "Yaru-dark"], ["Xft/DPI": 144 * 1024], by: nil, isBigEndian: isBigEndian)
    #expect(display.run { context.theme == .dark && context.scale == 1.5 })
    _ = publish(
      ["Net/ThemeName": "Yaru"], ["Xft/DPI": 96 * 1024], by: manager, isBigEndian: !isBigEndian)
    #expect(display.run { context.theme == .light && context.scale == 1 })
    _ = publish(["Net/ThemeName": "dark"], [:], by: manager, isBigEndian: isBigEndian)
    #expect(display.run { context.theme == .dark })
    let second = try TestDisplay(server)
    #expect(second.connection.appearance.theme == .dark)
    unsafe XDestroyWindow(observer.display, manager)
    observer.sync()
    #expect(display.run { context.theme == .light })
    #expect(display.errorCount == 0)
  }

  @Test func keysMakeTheTextLargerAndSmallerAndAsItWas() throws {
    let display = try TestDisplay(server)
    let entry = Entry()
    let window = shown(display, entry)
    window.tree.focus(entry)
    observer.setFocus(window.id)
    #expect(display.run { window.isFocused })
    let context = window.tree.context
    try server.xdotool("key", "ctrl+plus", "ctrl+equal")
    #expect(display.run { context.scale == 1.25 })
    #expect(window.size == Size(width: 300, height: 200))
    try server.xdotool("key", "ctrl+minus")
    #expect(display.run { context.scale == 1.1 })
    try server.xdotool("key", "ctrl+0")
    #expect(display.run { context.scale == 1 })
    try server.xdotool(
      "mousemove", "100", "100", "keydown", "Control_L", "click", "5", "keyup", "Control_L")
    #expect(display.run { context.scale == 0.9 })
    #expect(entry.text == "")
    #expect(display.errorCount == 0)
  }

  @Test func aGeometryIsWhereAPersonWantsTheWindow() throws {
    try server.startManager()
    let display = try TestDisplay(
      server, resources: ["Banter.chat.geometry: 320x240-0-0", "banter.geometry: 222x111"])
    let window = shown(display)
    #expect(window.size == Size(width: 320, height: 240))
    let hints = try #require(observer.sizeHints(of: window.id))
    #expect(hints.flags & Int(USPosition) != 0 && hints.flags & Int(USSize) != 0)
    #expect(hints.win_gravity == SouthEastGravity)
    let first = try TestDisplay(server, resources: ["banter.geometry: 222x111"])
    #expect(shown(first).size == Size(width: 222, height: 111))
    #expect(shown(first).size == Size(width: 300, height: 200))
  }
}
