/// What the router has counted since its start, for the metrics and the last line of the log.
struct RouterStatistics: Equatable {
  var closes = CloseCounters()

  /// Messages that were put into the log.
  var logged = 0

  /// Wake-ups whose messages could not be kept.
  var storageFailures = 0

  /// Connections taken from the kernel, whatever became of them.
  var accepted = 0

  /// TLS handshakes that went well.
  var handshakes = 0

  /// Frames that came whole from clients.
  var messagesReceived = 0

  /// Bytes that came from clients.
  var bytesReceived = 0

  /// Times that a client came over its rate.
  var rateLimited = 0

  /// Private messages that were lost with their reader's queue; each one's sender was told.
  var undelivered = 0

  /// Lists of users and presences that a newer one replaced before a lagging reader took them.
  var replaced = 0

  /// Times that accepting paused because descriptors or memory had run out.
  var acceptPauses = 0

  /// Messages given out to clients, one for each receiver, and their bytes.
  var messagesSent = 0
  var bytesSent = 0

  /// Readings anew of the configuration.
  var reloadsTaken = 0
  var reloadsRefused = 0
}
