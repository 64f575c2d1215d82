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
  /// What the method composes, as it told.
  var preedit = PreeditBuffer() { didSet { if preedit != oldValue { showPreedit() } } }
  /// What the window is to show of it changed.
  var onPreedit: ((Preedit) -> Void)?

  private weak var method: InputMethod?
  private let eventMask: Int
  private var generation = -1
  private var hasToldFocus = false
  private var caret: Rect?
  private var toldCaret: Rect?
  private var shownPreedit = Preedit.none

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
    showPreedit()
  }

  /// The window lost the keyboard.
  func focusOut() {
    isFocused = false
    tellFocus()
    showPreedit()
  }

  /// Says where the caret is, in pixels of the window; the method hears of it in `update()`.
  ///
  /// - Parameter rect: The caret, or nil where there is none: candidates stay where they were.
  func placeCaret(_ rect: Rect?) {
    caret = rect
  }

  /// Ends what is composed.
  ///
  /// - Returns: What the method gives back of it, to be typed; some commit it later by a key event instead.
  func endComposition() -> String {
    defer { preedit = PreeditBuffer() }
    guard let method, method.isAnswering(), let handle = unsafe handle,
      let rest = unsafe method.asking({ unsafe Xutf8ResetIC(handle) })
    else { return "" }
    defer { unsafe XFree(rest) }
    return unsafe Self.text(of: Array(UnsafeRawBufferPointer(start: rest, count: strlen(rest))))
  }

  /// Shows what is composed while somebody can go on with it: neither in a window without the keyboard nor
  /// with a server that hangs.
  func showPreedit() {
    let isSeen = isFocused && !(method?.isSilent ?? true)
    let wanted = isSeen ? preedit.preedit : .none
    guard wanted != shownPreedit else { return }
    shownPreedit = wanted
    onPreedit?(wanted)
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
    guard let method, generation != method.generation, method.isAnswering() else { return }
    guard let open = unsafe method.handle else { return }
    generation = method.generation
    guard method.style != 0 else { return }
    unsafe handle = unsafe method.asking { unsafe make(of: open, for: method) }
    hasToldFocus = false
    guard let handle = unsafe handle else { return }
    let isWrong = method.asking {
      guard InputMethodStyle.isInside(method.style) else { return false }
      return unsafe !findCaretNews(by: handle, for: method)
    }
    if isWrong {
      method.leaveInside()
      return prepare()
    }
    method.asking { unsafe selectEvents(of: handle, on: method.display) }
    tellFocus()
  }

  private func make(of open: XIM, for method: InputMethod) -> XIC? {
    var onDestroy = unsafe method.contextDestroyCallback
    guard InputMethodStyle.isInside(method.style) else {
      return unsafe banter_create_input_context(open, method.style, window, &onDestroy)
    }
    var callbacks = unsafe method.preeditCallbacks
    return unsafe banter_create_composing_context(
      open, method.style, window, &onDestroy, &callbacks)
  }

  /// Finds out how the method hears of the caret where the preedit is inside.
  ///
  /// - Returns: Whether it may be inside: a person wants it there, or the method's list follows the caret.
  private func findCaretNews(by handle: XIC, for method: InputMethod) -> Bool {
    if method.caretNews == nil {
      let place = caret ?? Rect(x: 0, y: 0, width: 1, height: 1)
      method.caretNews =
        [CaretNews.spot, .area].first { unsafe $0.tell(place, to: handle) } ?? CaretNews.none
    }
    return method.caretNews != CaretNews.none || method.preeditPlace == .inside
  }

  /// Has the context ready and tells a server where the caret is, if it moved.
  func update() {
    prepare()
    guard let method, method.hasServer, method.preeditPlace != .root, let caret,
      caret != toldCaret, method.isAnswering(), let handle = unsafe handle
    else { return }
    toldCaret = caret
    method.asking { _ = unsafe (method.caretNews ?? .spot).tell(caret, to: handle) }
  }

  /// Frees libX11's context; for a server that is silent nothing waits.
  func release() {
    if let method, unsafe handle != nil {
      _ = method.isAnswering()
      if let handle = unsafe handle {
        // The server may have died.
        method.asking {
          unsafe ErrorHandling.trapping(method.display) { unsafe XDestroyIC(handle) }
        }
      }
    }
    forgetHandle()
  }

  /// Drops libX11's context, which somebody else has freed.
  func forgetHandle() {
    unsafe handle = nil
    hasToldFocus = false
    toldCaret = nil
    preedit = PreeditBuffer()
  }

  /// Tells the method whether the window has the keyboard, if that is news; a server that is silent hears of it later.
  ///
  /// libX11 waits for an answer then: it asks the server something else behind it (`BrokenSyncWithServer`).
  func tellFocus() {
    guard hasToldFocus != isFocused, let method, method.isAnswering(),
      let handle = unsafe handle
    else { return }
    hasToldFocus = isFocused
    // A server that has just died makes it an error.
    method.asking {
      unsafe ErrorHandling.trapping(method.display) {
        unsafe isFocused ? XSetICFocus(handle) : XUnsetICFocus(handle)
      }
    }
  }

  private func selectEvents(of context: XIC, on display: OpaquePointer) {
    let wanted = eventMask | Int(bitPattern: unsafe banter_filter_events(context))
    guard wanted != eventMask else { return }
    unsafe XSelectInput(display, window, wanted)
  }
}
