import CXlib
import Foundation

/// An X server of a test's own, and a connection to it that looks at windows and changes none.
@safe final class Screen {
  /// What DISPLAY is for programs on it.
  let name: String
  /// The shell that ends the server when its own input ends: at the latest with the test process.
  private let server: Program
  private let display: OpaquePointer
  private let root: CXlib.Window

  init(folder: URL) throws {
    // Without -r a key is repeated where a busy machine lets half a second pass until it goes up.
    let arguments = "-displayfd 1 -screen 0 1600x1200x24 -nolisten tcp -noreset -r"
    server = try Program(
      "/bin/sh", ["-c", "Xvfb \(arguments) & cat; kill $!; wait"], folder: folder)
    let name = ":" + (try server.waitForLine("the display's number") { Int($0) != nil })
    self.name = name
    Screen.surviveErrors()
    unsafe display = try unsafe eventually("the display \(name)") { unsafe XOpenDisplay(name) }
    root = unsafe XDefaultRootWindow(display)
  }

  deinit {
    // In this order: Xlib ends a process whose server goes away first.
    unsafe XCloseDisplay(display)
    server.closeInput()
    _ = try? server.waitForEnd(within: 3)
  }

  /// Makes X errors harmless: a window that goes away between two requests is none here.
  ///
  /// The handler is the whole process's: one that somebody else installed stays.
  private static func surviveErrors() {
    let installed = unsafe XSetErrorHandler(nil)
    let standard = unsafe XSetErrorHandler { _, _ in 0 }
    let isOurs =
      unsafe unsafeBitCast(installed, to: Int.self) == unsafeBitCast(standard, to: Int.self)
    if !isOurs { _ = unsafe XSetErrorHandler(installed) }
  }

  var hasWindowManager: Bool { !numbers("_NET_SUPPORTING_WM_CHECK", of: root).isEmpty }
  var activeWindow: UInt { numbers("_NET_ACTIVE_WINDOW", of: root).first ?? 0 }

  /// The window that owns the clipboard; 0 for none.
  var clipboardOwner: UInt {
    unsafe XGetSelectionOwner(display, XInternAtom(display, "CLIPBOARD", 0))
  }

  /// The mapped top-level windows, in the order in which they appeared.
  var windows: [DeskWindow] { numbers("_NET_CLIENT_LIST", of: root).compactMap(window) }

  /// What a window shows now; nil where it is gone or not on the screen.
  func pixels(of window: DeskWindow) -> Pixels? {
    pixels(of: window, x: 0, y: 0, width: window.width, height: window.height)
  }

  func pixels(of window: DeskWindow, x: Int, y: Int, width: Int, height: Int) -> Pixels? {
    let image = unsafe XGetImage(
      display, window.id, Int32(x), Int32(y), UInt32(width), UInt32(height), UInt.max, ZPixmap)
    guard let image = unsafe image else { return nil }
    defer { _ = unsafe image.pointee.f.destroy_image(image) }
    guard unsafe image.pointee.bits_per_pixel == 32, let data = unsafe image.pointee.data
    else { return nil }
    let count = width * height
    let values = unsafe data.withMemoryRebound(to: UInt32.self, capacity: count) {
      unsafe UnsafeBufferPointer(start: $0, count: count).map { $0 & 0xffffff }
    }
    return Pixels(width: width, height: height, values: values)
  }

  /// Numbers of a property with format 32; empty where it isn't there.
  func numbers(_ property: String, of window: UInt) -> [UInt] {
    unsafe read(property, of: window) { data, count, format in
      guard format == 32 else { return [] }
      return unsafe data.withMemoryRebound(to: UInt.self, capacity: count) {
        unsafe Array(UnsafeBufferPointer(start: $0, count: count))
      }
    } ?? []
  }

  /// Text of a property; empty where it isn't there.
  func text(_ property: String, of window: UInt) -> String {
    unsafe read(property, of: window) { data, count, format in
      guard format == 8 else { return "" }
      return unsafe String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
    } ?? ""
  }

  private func window(_ id: UInt) -> DeskWindow? {
    var attributes = unsafe XWindowAttributes()
    guard unsafe XGetWindowAttributes(display, id, &attributes) != 0,
      unsafe attributes.map_state == IsViewable
    else { return nil }
    var x: Int32 = 0
    var y: Int32 = 0
    var child: CXlib.Window = 0
    unsafe XTranslateCoordinates(display, id, root, 0, 0, &x, &y, &child)
    let names = text("WM_CLASS", of: id).split(separator: "\0").map(String.init)
    return DeskWindow(
      id: id, instanceName: names.first ?? "", className: names.last ?? "",
      title: text("_NET_WM_NAME", of: id),
      processID: Int32(truncatingIfNeeded: numbers("_NET_WM_PID", of: id).first ?? 0),
      x: Int(x), y: Int(y), width: unsafe Int(attributes.width),
      height: unsafe Int(attributes.height))
  }

  private func read<Value>(
    _ property: String, of window: UInt, _ body: (UnsafeMutablePointer<UInt8>, Int, Int32) -> Value
  ) -> Value? {
    var type: CXlib.Atom = 0
    var format: Int32 = 0
    var count: UInt = 0
    var left: UInt = 0
    var data: UnsafeMutablePointer<UInt8>?
    let status = unsafe XGetWindowProperty(
      display, window, XInternAtom(display, property, 0), 0, 65_536, 0, 0, &type, &format, &count,
      &left, &data)
    guard status == 0, let data = unsafe data else { return nil }
    defer { unsafe XFree(data) }
    return unsafe body(data, Int(count), format)
  }
}
