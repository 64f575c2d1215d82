/// Whether the X connection is still there.
///
/// Xlib's IO error handler writes it from inside any call; everybody else reads it before the next one.
final class ConnectionHealth {
  var isLost = false
}
