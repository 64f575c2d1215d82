import CXlib

/// Tells the window manager when a resize has been painted (`_NET_WM_SYNC_REQUEST`).
///
/// ```
///   manager                               window
///   message: value, ConfigureNotify ---->  layout, draw, copy
///                                   <----  the counter has the value
///   the next size                   ---->
/// ```
/// A manager that knows it sends no new size before that, so that no frame has an edge that is not painted.
@safe
final class ResizeSync {
  let counter: XID
  private let display: OpaquePointer
  private let opcode: Int32
  /// Of the newest message; it waits for the size that the message announced.
  private var requested: Value?
  /// To be told when the size it belongs to has been painted.
  private var due: Value?

  private struct Value {
    var high: Int32
    var low: UInt32
  }

  /// Makes a counter.
  ///
  /// - Parameters:
  ///   - display: Where.
  ///   - opcode: The SYNC extension's requests.
  init(display: OpaquePointer, opcode: Int32) {
    unsafe self.display = unsafe display
    self.opcode = opcode
    counter = unsafe banter_sync_create_counter(display, opcode)
  }

  /// The manager will send a size.
  func request(low: Int, high: Int) {
    requested = Value(
      high: Int32(truncatingIfNeeded: high), low: UInt32(truncatingIfNeeded: low))
  }

  /// The size came.
  func configured() {
    guard let requested else { return }
    due = requested
    self.requested = nil
  }

  /// What the window shows has the newest size.
  func painted() {
    guard let value = due else { return }
    due = nil
    unsafe banter_sync_set_counter(display, opcode, counter, value.high, value.low)
  }

  func destroy() {
    unsafe banter_sync_destroy_counter(display, opcode, counter)
  }
}
