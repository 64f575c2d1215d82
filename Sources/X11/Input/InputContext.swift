import CXlib
import Widgets

/// The keyboard of one window: what its input method makes of key presses, and where the caret is.
///
/// It is made again by itself after the input method's server died or came.
@safe
final class InputContext {
  let window: Window
  /// libX11's context, or nil while there is no method.
  private(set) var handle: XIC?
  private(set) var isFocused = false

  private weak var method: InputMethod?
  private let eventMask: Int
  private var generation = -1
  private var caret: Rect?
  private var toldCaret: Rect?

  init(window: Window, eventMask: Int, of method: InputMethod) {
    self.window = window
    self.eventMask = eventMask
    self.method = method
  }

  /// The window got the keyboard.
  func focusIn() {
    isFocused = true
    prepare()
    tellFocus()
  }

  /// The window lost the keyboard.
  func focusOut() {
    isFocused = false
    tellFocus()
  }

  /// Says where the caret is, in pixels of the window; the method hears of it in `update()`.
  ///
  /// - Parameter rect: The caret, or nil where there is none: candidates stay where they were.
  func placeCaret(_ rect: Rect?) {
    caret = rect
  }

  /// Ends the context: not from inside a key event of its own window.
  func destroy() {
    release()
    method?.forget(self)
    method = nil
  }

  var display: OpaquePointer? { unsafe method?.display }

  // MARK: For the method

  /// Makes libX11's context, if there is a method that has none for this window yet.
  func prepare() {
    guard let method, generation != method.generation else { return }
    method.noticeDeath()
    guard let open = unsafe method.handle else { return }
    generation = method.generation
    guard method.style != 0 else { return }
    var onDestroy = unsafe method.contextDestroyCallback
    unsafe handle = unsafe banter_create_input_context(open, method.style, window, &onDestroy)
    guard let handle = unsafe handle else { return }
    unsafe selectEvents(of: handle, on: method.display)
    if isFocused { tellFocus() }
  }

  /// Has the context ready and tells a server where the caret is, if it moved.
  func update() {
    prepare()
    guard let method, method.hasServer, let caret, caret != toldCaret else { return }
    method.noticeDeath()
    guard let handle = unsafe handle else { return }
    toldCaret = caret
    unsafe banter_set_spot_location(
      handle, Int16(clamping: caret.x), Int16(clamping: caret.maxY))
  }

  /// Frees libX11's context.
  func release() {
    method?.noticeDeath()
    if let handle = unsafe handle { unsafe XDestroyIC(handle) }
    forgetHandle()
  }

  /// Drops libX11's context, which somebody else has freed.
  func forgetHandle() {
    unsafe handle = nil
    toldCaret = nil
  }

  private func tellFocus() {
    guard let display = unsafe display, let handle = unsafe handle else { return }
    // Nobody answers; a server that has just died makes it an error.
    unsafe ErrorHandling.trapping(display) {
      unsafe isFocused ? XSetICFocus(handle) : XUnsetICFocus(handle)
    }
  }

  private func selectEvents(of context: XIC, on display: OpaquePointer) {
    let wanted = eventMask | Int(bitPattern: unsafe banter_filter_events(context))
    guard wanted != eventMask else { return }
    unsafe XSelectInput(display, window, wanted)
  }
}
