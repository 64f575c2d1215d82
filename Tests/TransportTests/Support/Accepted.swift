import Transport

/// What a listener has accepted.
final class Accepted {
  private(set) var all: [Connection] = []
  private(set) var endpoints: [Endpoint] = []
  private(set) var recorders: [Recorder] = []

  init(_ listener: Listener) {
    listener.onAccept = { [self] connection, endpoint in
      all.append(connection)
      endpoints.append(endpoint)
      recorders.append(Recorder(connection))
    }
  }
}
