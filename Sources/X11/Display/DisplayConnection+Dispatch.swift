import CXlib
import Widgets

extension DisplayConnection {
  /// How many events one call takes, so that a flood of them cannot keep windows from being drawn.
  private static let batchLimit = 1000

  /// Takes the events that have come and sends them where they belong.
  package func dispatchPending() {
    guard isAlive else { return }
    for _ in 0..<Self.batchLimit {
      guard unsafe XPending(handle) > 0, isAlive else { break }
      var event = unsafe XEvent()
      unsafe XNextEvent(handle, &event)
      guard isAlive else { break }
      unsafe dispatch(&event)
    }
    guard isAlive else { return _ = tellLoss() }
    for window in windows.values { window.flushMotion() }
  }

  private func dispatch(_ event: inout XEvent) {
    unsafe noteTime(of: event)
    // None: the filters of input methods sit on windows that are not ours (toolkit notes, A2).
    if unsafe inputMethod.filter(&event) { return }
    if unsafe event.type == GenericEvent { return unsafe handleGeneric(&event) }
    if unsafe event.type == MappingNotify { return unsafe keyboardChanged(&event.xmapping) }
    unsafe followAppearance(event)
    if unsafe selections.handle(event) { return }
    if let window = unsafe windows[event.xany.window] { unsafe window.handle(&event) }
  }

  private func keyboardChanged(_ event: inout XMappingEvent) {
    unsafe XRefreshKeyboardMapping(&event)
    unsafe Keyboard.preload(handle)
  }

  private func noteTime(of event: XEvent) {
    let time: Time
    switch unsafe event.type {
    case KeyPress, KeyRelease: time = unsafe event.xkey.time
    case ButtonPress, ButtonRelease: time = unsafe event.xbutton.time
    case MotionNotify: time = unsafe event.xmotion.time
    case EnterNotify, LeaveNotify: time = unsafe event.xcrossing.time
    // The root window's properties are changed by others.
    case PropertyNotify where unsafe event.xproperty.window != root:
      time = unsafe event.xproperty.time
    default: return
    }
    if time != 0 { lastEventTime = EventTime(milliseconds: UInt32(truncatingIfNeeded: time)) }
  }
}
