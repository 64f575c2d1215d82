import CXlib
import Widgets

extension TopLevelWindow {
  /// Sends the newest motion, if there is one that was not sent.
  func flushMotion() {
    guard let motion = pendingMotion else { return }
    pendingMotion = nil
    if canTalk { tree.handle(.pointer(motion)) }
  }

  func motion(_ event: XMotionEvent) -> PointerEvent {
    unsafe PointerEvent(
      .motion, button: heldButton(event.state), at: Point(x: Int(event.x), y: Int(event.y)),
      modifiers: Keyboard.modifiers(of: event.state), clickCount: clicks.count,
      time: EventTime(event.time))
  }

  func handlePress(_ event: XButtonEvent) {
    let position = unsafe Point(x: Int(event.x), y: Int(event.y))
    let time = unsafe EventTime(event.time)
    noteUse(at: time)
    if let notches = unsafe notches(event.button) {
      let modifiers = unsafe Keyboard.modifiers(of: event.state)
      tree.handle(.scroll(ScrollEvent(at: position, notches: notches, modifiers: modifiers)))
      return
    }
    guard let button = unsafe button(event.button) else { return }
    clicks.press(button, at: position, time: time, scale: display.scale)
    unsafe send(.press, button, event)
  }

  func handleRelease(_ event: XButtonEvent) {
    guard let button = unsafe button(event.button) else { return }
    unsafe send(.release, button, event)
  }

  func handleLeave(_ event: XCrossingEvent) {
    guard unsafe event.mode == NotifyNormal, unsafe event.detail != NotifyInferior else { return }
    let position = unsafe Point(x: Int(event.x), y: Int(event.y))
    let time = unsafe EventTime(event.time)
    tree.handle(.pointer(PointerEvent(.leave, at: position, time: time)))
  }

  private func send(
    _ phase: PointerEvent.Phase, _ button: PointerEvent.Button, _ event: XButtonEvent
  ) {
    let pointer = unsafe PointerEvent(
      phase, button: button, at: Point(x: Int(event.x), y: Int(event.y)),
      modifiers: Keyboard.modifiers(of: event.state), clickCount: clicks.count,
      time: EventTime(event.time))
    tree.handle(.pointer(pointer))
  }

  private func button(_ number: UInt32) -> PointerEvent.Button? {
    switch number {
    case 1: .primary
    case 2: .middle
    case 3: .secondary
    default: nil
    }
  }

  /// How far buttons 4 and 5, the wheel, scroll; 6 and 7, its sides, do nothing yet.
  private func notches(_ button: UInt32) -> Double? {
    switch button {
    case 4: -1
    case 5: 1
    default: nil
    }
  }

  private func heldButton(_ state: UInt32) -> PointerEvent.Button {
    if state & UInt32(Button1Mask) != 0 { return .primary }
    if state & UInt32(Button2Mask) != 0 { return .middle }
    if state & UInt32(Button3Mask) != 0 { return .secondary }
    return .none
  }
}
