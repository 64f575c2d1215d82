import CXlib
import Glibc

/// A second client of a display: sees what others see.
@safe
final class Observer {
  struct Property: Equatable {
    var type: String
    var format: Int
    var bytes: [UInt8]
    /// The values of a property of format 32.
    var values: [UInt] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  let display: OpaquePointer
  let root: Window

  init(_ name: String) throws {
    guard let display = unsafe XOpenDisplay(name) else { throw XServer.Problem.silent("Xvfb") }
    unsafe self.display = unsafe display
    root = unsafe XDefaultRootWindow(display)
    // A server that ends before this does must not end the test run.
    unsafe XSetIOErrorExitHandler(display, { _, _ in }, nil)
  }

  deinit { unsafe XCloseDisplay(display) }

  /// Waits, at most 5 s, until the condition holds.
  func wait(_ condition: () -> Bool) -> Bool {
    for _ in 0..<500 {
      if condition() { return true }
      usleep(10_000)
    }
    return condition()
  }

  func atom(_ name: String) -> Atom { unsafe XInternAtom(display, name, 0) }

  func name(of atom: Atom) -> String {
    guard atom != 0, let name = unsafe XGetAtomName(display, atom) else { return "" }
    defer { unsafe XFree(name) }
    return unsafe String(cString: name)
  }

  func property(_ name: String, of window: Window) -> Property? {
    var type: Atom = 0
    var format: Int32 = 0
    var count: UInt = 0
    var rest: UInt = 0
    var data: UnsafeMutablePointer<UInt8>?
    _ = unsafe XGetWindowProperty(
      display, window, atom(name), 0, 1 << 20, 0, Atom(AnyPropertyType), &type, &format, &count,
      &rest, &data)
    guard type != 0, let data = unsafe data else { return nil }
    defer { unsafe XFree(data) }
    var property = Property(type: self.name(of: type), format: Int(format), bytes: [])
    for index in 0..<Int(count) {
      switch format {
      case 8: unsafe property.bytes.append(data[index])
      default:
        unsafe data.withMemoryRebound(to: UInt.self, capacity: Int(count)) {
          unsafe property.values.append($0[index] & 0xffff_ffff)  // Xlib extends the sign
        }
      }
    }
    return property
  }

  /// The colours of a part of a window, row by row, as `0xRRGGBB`.
  func pixels(
    of window: Window, x: Int = 0, y: Int = 0, width: Int, height: Int
  ) -> [UInt32] {
    guard
      let image = unsafe XGetImage(
        display, window, Int32(x), Int32(y), UInt32(width), UInt32(height), ~0, ZPixmap)
    else { return [] }
    defer { _ = unsafe image.pointee.f.destroy_image(image) }
    var pixels: [UInt32] = []
    for row in 0..<Int32(height) {
      for column in 0..<Int32(width) {
        let pixel = unsafe image.pointee.f.get_pixel(image, column, row)
        pixels.append(UInt32(truncatingIfNeeded: pixel) & 0xff_ffff)
      }
    }
    return pixels
  }

  func pixel(of window: Window, x: Int, y: Int) -> UInt32 {
    pixels(of: window, x: x, y: y, width: 1, height: 1).first ?? 0
  }

  /// The window that has the keyboard.
  var focus: Window {
    var window: Window = 0
    var revert: Int32 = 0
    unsafe XGetInputFocus(display, &window, &revert)
    return window
  }

  /// Sends a message of format 32 in a window's name.
  func send(_ message: String, _ values: [Int], about window: Window, to target: Window) {
    var event = unsafe XEvent()
    unsafe event.xclient.type = ClientMessage
    unsafe event.xclient.window = window
    unsafe event.xclient.message_type = atom(message)
    unsafe event.xclient.format = 32
    let all = values + [0, 0, 0, 0, 0]
    unsafe event.xclient.data.l = (all[0], all[1], all[2], all[3], all[4])
    let mask = target == root ? SubstructureNotifyMask | SubstructureRedirectMask : 0
    unsafe XSendEvent(display, target, 0, mask, &event)
    unsafe XSync(display, 0)
  }

  /// Sends a key press that no keyboard made.
  func sendKey(_ keycode: UInt32, to window: Window) {
    var event = unsafe XEvent()
    unsafe event.xkey.type = KeyPress
    unsafe event.xkey.window = window
    unsafe event.xkey.keycode = keycode
    unsafe XSendEvent(display, window, 0, KeyPressMask, &event)
    unsafe XSync(display, 0)
  }

  func setFocus(_ window: Window) {
    unsafe XSetInputFocus(display, window, Int32(RevertToPointerRoot), Time(CurrentTime))
    unsafe XSync(display, 0)
  }

  func hints(of window: Window) -> XWMHints? {
    guard let hints = unsafe XGetWMHints(display, window) else { return nil }
    defer { unsafe XFree(hints) }
    return unsafe hints.pointee
  }

  func sizeHints(of window: Window) -> XSizeHints? {
    var hints = XSizeHints()
    var supplied = 0
    return unsafe XGetWMNormalHints(display, window, &hints, &supplied) != 0 ? hints : nil
  }

  func resize(_ window: Window, to width: Int, _ height: Int) {
    unsafe XResizeWindow(display, window, UInt32(width), UInt32(height))
  }

  func sync() { unsafe XSync(display, 0) }
}
