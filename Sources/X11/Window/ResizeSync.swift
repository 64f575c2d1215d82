import CXlib

/// Tells the window manager when a resize has been painted (`_NET_WM_SYNC_REQUEST`).
///
/// ```
///   manager                               window
///   message: value, ConfigureNotify ---->  layout, draw, copy
///                                   <----  the counter has the value
///   the next size                   ---->
/// ```
/// A manager that knows it sends no new size before, so that no frame has an edge that is not painted.
@safe
final class ResizeSync {
  let counter: XSyncCounter
  private let display: OpaquePointer
  /// Of the newest message; it waits for the size that the message announced.
  private var requested: XSyncValue?
  /// To be told when the size it belongs to has been painted.
  private var due: XSyncValue?

  init(display: OpaquePointer) {
    unsafe self.display = unsafe display
    counter = unsafe XSyncCreateCounter(display, XSyncValue(hi: 0, lo: 0))
  }

  /// The manager will send a size.
  func request(low: Int, high: Int) {
    requested = XSyncValue(
      hi: Int32(truncatingIfNeeded: high), lo: UInt32(truncatingIfNeeded: low))
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
    unsafe XSyncSetCounter(display, counter, value)
  }

  func destroy() {
    unsafe XSyncDestroyCounter(display, counter)
  }
}
