import CXlib
import Widgets

extension TopLevelWindow {
  func handle(_ event: inout XEvent) {
    guard canTalk else { return }
    if unsafe event.type != MotionNotify { flushMotion() }
    switch unsafe event.type {
    case KeyPress: unsafe handleKey(&event.xkey)
    case ButtonPress: unsafe handlePress(event.xbutton)
    case ButtonRelease: unsafe handleRelease(event.xbutton)
    case MotionNotify: unsafe pendingMotion = motion(event.xmotion)
    case LeaveNotify: unsafe handleLeave(event.xcrossing)
    case Expose: unsafe handleExpose(event.xexpose)
    case ConfigureNotify: unsafe handleConfigure(event.xconfigure)
    case MapNotify: mapped()
    case UnmapNotify: unmapped()
    case FocusIn, FocusOut: unsafe handleFocus(event.xfocus)
    case ClientMessage: unsafe handleMessage(&event)
    default: break
    }
  }

  // MARK: Geometry

  private func handleExpose(_ event: XExposeEvent) {
    exposed = unsafe exposed.union(
      Rect(
        x: Int(event.x), y: Int(event.y), width: Int(event.width), height: Int(event.height)))
  }

  private func handleConfigure(_ event: XConfigureEvent) {
    size = unsafe Size(width: Int(event.width), height: Int(event.height))
    tree.resize(to: size)
  }

  // MARK: Focus

  private func handleFocus(_ event: XFocusChangeEvent) {
    // A grab is over in a moment, and a pointer's focus is no keyboard focus.
    if unsafe event.mode == NotifyGrab || event.mode == NotifyUngrab { return }
    let detail = unsafe event.detail
    if detail == NotifyPointer || detail == NotifyPointerRoot || detail == NotifyInferior { return }
    let isFocused = unsafe event.type == FocusIn
    guard isFocused != self.isFocused else { return }
    self.isFocused = isFocused
    // Before our own handlers, which may close the window (toolkit notes, A9).
    tellInputContextOfFocus()
    if isFocused { endAttention() }
    tree.windowFocusChanged(to: isFocused)
    onFocusChange?(isFocused)
  }

  private func tellInputContextOfFocus() {
    if isFocused {
      inputContext.focusIn()
      shownCaret = nil
    } else {
      inputContext.focusOut()
    }
  }

  // MARK: Messages

  private func handleMessage(_ event: inout XEvent) {
    guard unsafe event.xclient.message_type == display.atoms[.wmProtocols] else { return }
    guard unsafe event.xclient.format == 32 else { return }
    let message = unsafe Atom(bitPattern: event.xclient.data.l.0)
    if message == display.atoms[.wmDeleteWindow] {
      onCloseRequest?()
    } else if message == display.atoms[.netWMPing] {
      unsafe event.xclient.window = display.root
      unsafe display.sendToRoot(&event)
    }
  }

  // MARK: Keys

  private func handleKey(_ event: inout XKeyEvent) {
    // Another client's idea of a key press: anyone could type into a conversation.
    if unsafe event.send_event != 0 { return }
    let key = unsafe inputContext.lookUp(&event)
    noteUse(at: key.time)
    tree.handle(.key(key))
  }
}
