import Testing

/// The tests on a real X server, one after another.
///
/// Xlib's error handler, the locale and XMODIFIERS belong to the whole process.
@Suite(.serialized) struct DisplayTests {}
