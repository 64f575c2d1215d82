/// How a connection marks where a body ends.
package enum FrameKind: Hashable, Sendable {
  /// Four bytes of length, big-endian, then a JSON object: versions 1 and 2.
  case json

  /// 64 characters of decimal length, padded with spaces, then text.
  case legacy
}
