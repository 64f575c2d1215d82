import CXlib
import Foundation
import Widgets

@testable import X11

/// Windows with input contexts that real key presses go to.
@safe
final class TypingBench {
  let bench: InputBench
  let method: InputMethod
  /// What was typed in each window since it was last taken.
  private(set) var keys: [Window: [KeyEvent]] = [:]
  private(set) var contexts: [Window: InputContext] = [:]
  /// How many key presses claimed that another client had sent them.
  private(set) var sentCount = 0

  init() throws {
    bench = try InputBench()
    method = unsafe InputMethod(display: bench.display)
    unsafe bench.filter = { [method] event in unsafe method.filter(&event) }
    unsafe bench.onEvent = { [unowned self] event in unsafe handle(&event) }
    bench.beforeWait = { [method] in method.update() }
  }

  deinit {
    method.close()
    // libX11 sees servers come on one display of a process only: no other test may wait for one.
    unsafe unsetenv("XMODIFIERS")
  }

  private func handle(_ event: inout XEvent) {
    let window = unsafe event.xany.window
    switch unsafe event.type {
    case KeyPress:
      if unsafe event.xkey.send_event != 0 { sentCount += 1 }
      guard let key = unsafe contexts[window]?.lookUp(&event.xkey) else { return }
      keys[window, default: []].append(key)
    case FocusIn: contexts[window]?.focusIn()
    case FocusOut: contexts[window]?.focusOut()
    case MappingNotify: unsafe XRefreshKeyboardMapping(&event.xmapping)
    default: break
    }
  }

  /// Opens a window and waits until it has the focus.
  func openWindow() -> Window {
    let display = unsafe bench.display
    let window = unsafe XCreateSimpleWindow(
      display, XDefaultRootWindow(display), 0, 0, 100, 100, 0, 0, 0)
    let mask = KeyPressMask | FocusChangeMask | StructureNotifyMask
    unsafe XSelectInput(display, window, mask)
    contexts[window] = method.makeContext(for: window, selecting: mask)
    unsafe XMapWindow(display, window)
    unsafe XSync(display, 0)
    focus(window)
    return window
  }

  func focus(_ window: Window) {
    unsafe XSetInputFocus(bench.display, window, RevertToParent, 0)
    _ = bench.run { contexts[window]?.isFocused == true }
  }

  func closeWindow(_ window: Window) {
    contexts.removeValue(forKey: window)?.destroy()
    unsafe XDestroyWindow(bench.display, window)
  }

  /// Has a keyboard of another layout.
  func setLayout(_ arguments: String...) throws {
    let tool = try bench.server.start("setxkbmap", arguments)
    _ = bench.run { !tool.isRunning }
    unsafe XSync(bench.display, 0)
    bench.turn()
  }

  /// Presses keys one after another, by the names of their keysyms.
  func press(_ names: String...) throws {
    let tool = try bench.server.start("xdotool", ["key", "--clearmodifiers"] + names)
    _ = bench.run { !tool.isRunning }
  }

  /// Runs until this text has been typed in a window, and forgets it.
  ///
  /// - Returns: The text, or what there was of it when the time was up.
  func text(in window: Window, ofLength count: Int) -> String {
    func typed() -> String { keys[window, default: []].map(\.text).joined() }
    _ = bench.run(for: .seconds(5)) { typed().count >= count }
    defer { keys[window] = nil }
    return typed()
  }
}
