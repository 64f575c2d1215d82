/// `welcome`: the connection is registered and speaks version 2.
package struct Welcome: Hashable, Sendable {
  /// What the router takes from this client.
  package struct Limits: Hashable, Sendable {
    /// The longest body of a frame, in bytes.
    package var frame: Int64

    /// Messages a second, and how many at once, where they are limited.
    package var rate: Int64?
    package var burst: Int64?

    /// After this silence a `ping` should be sent, in milliseconds.
    package var pingMilliseconds: Int64

    package init(frame: Int64, rate: Int64? = nil, burst: Int64? = nil, pingMilliseconds: Int64) {
      self.frame = frame
      self.rate = rate
      self.burst = burst
      self.pingMilliseconds = pingMilliseconds
    }
  }

  package var user: String
  package var server: String

  /// The router's clock, in milliseconds since 1970, UTC.
  package var time: Int64

  /// The oldest and the newest `seq` of this user's log; it is empty where `head` is below `first`.
  package var first: Int64
  package var head: Int64

  /// The key that the router will have next, which is to be trusted as the present one is; nil for none yet.
  package var nextPin: Pin?
  package var limits: Limits

  package init(
    user: String, server: String, time: Int64, first: Int64, head: Int64, nextPin: Pin? = nil,
    limits: Limits
  ) {
    self.user = user
    self.server = server
    self.time = time
    self.first = first
    self.head = head
    self.nextPin = nextPin
    self.limits = limits
  }
}
