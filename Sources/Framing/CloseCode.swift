/// Why a connection was closed: in `bye`, in the log and in the metrics; every close has exactly one.
package enum CloseCode: String, CaseIterable, Sendable {
  case clientQuit = "client_quit"
  case peerReset = "peer_reset"
  case badProtocol = "bad_protocol"
  case protocolError = "protocol_error"
  case frameTooLarge = "frame_too_large"
  case nameTaken = "name_taken"
  case nameInvalid = "name_invalid"
  case registerTimeout = "register_timeout"
  case idleTimeout = "idle_timeout"
  case slowConsumer = "slow_consumer"
  case replaced
  case rateLimited = "rate_limited"
  case tooManyConnections = "too_many_connections"
  case serverShutdown = "server_shutdown"
  case kicked
  case tlsError = "tls_error"
  case `internal`
}
