/// How long the kernel waits for a peer that may have silently gone, in seconds.
package struct SilenceLimit: Hashable, Sendable {
  /// After so long without a byte it asks.
  package var idle: Int32 = 60
  /// It asks again after so long, and so often.
  package var interval: Int32 = 10
  package var count: Int32 = 3
  /// Bytes that stay unacknowledged for so long end the connection.
  package var unacknowledged: Int32 = 30

  package init() {}
}
