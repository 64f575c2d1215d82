import CXlib
import Testing
import Widgets

@testable import X11

@MainActor @Suite(.serialized) struct EventTests {
  let server: XServer
  let display: TestDisplay
  let observer: Observer
  let widget = ProbeWidget()
  let window: TopLevelWindow

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
    observer = try Observer(server.name)
    window = display.window(widget)
    window.show(at: EventTime.none)
    let (display, window) = (display, window)
    #expect(display.run { window.isMapped })
    observer.setFocus(window.id)
    #expect(display.run { window.isFocused })
    display.settle()
  }

  @Test func keysBecomeSymbolsTextAndModifiers() throws {
    try server.xdotool(
      "key", "a", "shift+a", "ctrl+c", "KP_Enter", "shift+ISO_Left_Tab", "F5", "Home")
    #expect(display.run { widget.keys.contains { $0.symbol == .home } })
    let keys = widget.keys.filter { $0.symbol != .unknown }
    #expect(
      keys.map(\.symbol) == [
        .character("a"), .character("a"), .character("c"), .enter, .tab, .function(5), .home,
      ])
    #expect(keys[0].text == "a")
    #expect(keys[1].text == "A")
    #expect(keys[1].modifiers == .shift)
    #expect(keys[2].modifiers == .control)
    #expect(keys[2].text == "")
    #expect(keys[4].modifiers == .shift)
    #expect(keys[0].time != .none)
  }

  @Test func shortcutsFindTheirLetterOnANonLatinLayout() throws {
    try server.run("setxkbmap", ["ru,us"])
    display.settle()
    // Key 54 is C on every layout of this kind; its first group is Cyrillic now.
    try server.xdotool("keydown", "Control_L", "key", "54", "keyup", "Control_L")
    #expect(
      display.run {
        widget.keys.contains { $0.modifiers == .control && $0.symbol == .character("c") }
      })
  }

  @Test func keysThatAnotherClientSendsAreIgnored() throws {
    observer.sendKey(38, to: window.id)
    try server.xdotool("key", "z")
    #expect(display.run { !widget.keys.isEmpty })
    #expect(widget.keys.map(\.symbol) == [.character("z")])
  }

  @Test func clicksAreCounted() throws {
    try server.xdotool("mousemove", "50", "60", "click", "--repeat", "3", "--delay", "20", "1")
    #expect(display.run { widget.pointers.filter { $0.phase == .release }.count == 3 })
    #expect(widget.pointers.filter { $0.phase == .press }.map(\.clickCount) == [1, 2, 3])
    try server.xdotool("mousemove", "90", "60", "click", "1")
    #expect(display.run { widget.pointers.filter { $0.phase == .press }.count == 4 })
    #expect(widget.pointers.last { $0.phase == .press }?.clickCount == 1)
    #expect(widget.pointers.last { $0.phase == .press }?.position == Point(x: 90, y: 60))
  }

  @Test func theWheelScrolls() throws {
    try server.xdotool(
      "mousemove", "50", "60", "click", "4", "click", "5", "click", "5", "click", "6", "click", "7",
      "click", "7")
    #expect(display.run { widget.scrolls.count == 6 })
    #expect(widget.scrolls.map(\.notches) == [-1, 1, 1, 0, 0, 0])
    #expect(widget.scrolls.map(\.sideways) == [0, 0, 0, -1, 1, 1])
    #expect(widget.pointers.allSatisfy { $0.phase == .motion })
  }

  @Test func motionIsCoalescedAndNotReordered() throws {
    var moves: [String] = ["mousemove", "10", "10", "mousedown", "1"]
    for step in 0..<60 { moves += ["mousemove", "\(20 + step)", "\(20 + step)"] }
    moves += ["mouseup", "1"]
    try server.run("xdotool", moves)
    #expect(display.run { widget.pointers.contains { $0.phase == .release } })
    let pointers = widget.pointers
    let press = try #require(pointers.firstIndex { $0.phase == .press })
    let release = try #require(pointers.firstIndex { $0.phase == .release })
    let drags = pointers[press..<release].filter { $0.phase == .motion }
    #expect(drags.count < 10)
    #expect(drags.last?.position == Point(x: 79, y: 79))
    #expect(drags.last?.button == .primary)
    #expect(press < release)
  }

  @Test func focusThatAGrabTakesIsNoLoss() {
    var changes: [Bool] = []
    window.onFocusChange = { changes.append($0) }
    unsafe XGrabKeyboard(
      observer.display, observer.root, 0, GrabModeAsync, GrabModeAsync, Time(CurrentTime))
    observer.sync()
    display.settle()
    unsafe XUngrabKeyboard(observer.display, Time(CurrentTime))
    observer.sync()
    display.settle()
    #expect(changes.isEmpty)
    observer.setFocus(observer.root)
    #expect(display.run { changes == [false] })
    #expect(!window.tree.context.isActive)
  }
}
