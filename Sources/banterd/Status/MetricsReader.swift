internal import Transport

/// Asks a router for its metrics, and waits for them.
final class MetricsReader {
  /// The longest answer that is read, in bytes.
  private static let limit = 1 << 20
  private static let timeLimit = Duration.seconds(5)

  private let loop = EventLoop()
  private let endpoint: Endpoint
  private var bytes: [UInt8] = []
  private var failure: StatusFailure?

  private init(_ endpoint: Endpoint) {
    self.endpoint = endpoint
  }

  /// The page of the router that shows its metrics at `endpoint`.
  static func page(at endpoint: Endpoint) throws -> String {
    let reader = MetricsReader(endpoint)
    let place = try HostPort.parse("\(endpoint)", defaultPort: 0)
    Connector.connect(to: place, on: reader.loop, timeout: timeLimit) { reader.ask($0) }
    reader.loop.schedule(after: timeLimit) { reader.end(.noAnswer(endpoint)) }
    reader.loop.run()
    if let failure = reader.failure { throw failure }
    return try reader.body()
  }

  private func ask(_ result: Result<Connection, ConnectError>) {
    switch result {
    case .failure(let error):
      end(.noConnection(error))
    case .success(let connection):
      connection.onReceive = { [self] in receive($0) }
      connection.onClose = { [self] _ in end(nil) }
      let request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      connection.enqueue(Array(request.utf8))
    }
  }

  private func receive(_ new: Span<UInt8>) {
    for index in new.indices.prefix(Self.limit - bytes.count) { bytes.append(new[index]) }
  }

  private func end(_ failure: StatusFailure?) {
    self.failure = failure
    loop.stop()
  }

  private func body() throws(StatusFailure) -> String {
    guard !bytes.isEmpty else { throw .noAnswer(endpoint) }
    let end = Array("\r\n\r\n".utf8)
    guard bytes.starts(with: "HTTP/1.1 200 ".utf8),
      let start = bytes.indices.first(where: { bytes[$0...].starts(with: end) })
    else { throw .notMetrics(endpoint) }
    return String(decoding: bytes[(start + end.count)...], as: UTF8.self)
  }
}
