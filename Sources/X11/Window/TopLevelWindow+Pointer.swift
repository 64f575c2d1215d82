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
    if let turn = unsafe WheelTurn(button: event.button) {
      if unsafe display.smoothScrolling?.isRepeated(at: event.time) ?? false { return }
      let modifiers = unsafe Keyboard.modifiers(of: event.state)
      return scroll(turn.event(at: position, modifiers: modifiers))
    }
    guard let button = unsafe button(event.button) else { return }
    clicks.press(button, at: position, time: time, scale: display.scale)
    unsafe send(.press, button, event)
  }

  /// A wheel was turned by a part of a notch or more.
  func turnWheel(_ event: ScrollEvent) {
    guard canTalk else { return }
    flushMotion()
    scroll(event)
  }

  /// Sends a turn of the wheel; with Control it makes the text larger or smaller where nobody else wants it.
  func scroll(_ event: ScrollEvent) {
    guard !tree.handle(.scroll(event)), event.modifiers == .control else { return zoomRest = 0 }
    zoomRest += event.notches
    guard abs(zoomRest) >= 1 else { return }
    zoomRest = 0
    display.zoom(event.notches < 0 ? .larger : .smaller)
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

  /// Gives the pointer a look of its own over this window, or again the one that it has elsewhere.
  func showPointer(_ shape: PointerShape) {
    guard canTalk else { return }
    switch shape {
    case .arrow: unsafe XUndefineCursor(display.handle, id)
    case .hand: unsafe XDefineCursor(display.handle, id, display.handCursor)
    }
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

  private func heldButton(_ state: UInt32) -> PointerEvent.Button {
    if state & UInt32(Button1Mask) != 0 { return .primary }
    if state & UInt32(Button2Mask) != 0 { return .middle }
    if state & UInt32(Button3Mask) != 0 { return .secondary }
    return .none
  }
}
