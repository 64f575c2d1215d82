internal import Transport

/// Asks a running router to do something, and waits for its answer.
final class ControlClient {
  /// The longest answer that is read, in bytes.
  private static let limit = 1 << 24
  private static let timeLimit = Duration.seconds(10)

  private let loop = EventLoop()
  private let path: String
  private var bytes: [UInt8] = []
  private var failure: ControlFailure?

  private init(_ path: String) {
    self.path = path
  }

  /// Asks, and prints the answer's lines.
  ///
  /// - Parameters:
  ///   - request: What to ask for.
  ///   - path: The router's control socket.
  /// - Throws: `ControlFailure` where nobody answers, or the answer is no.
  static func ask(_ request: ControlRequest, at path: String) throws(ControlFailure) {
    let client = ControlClient(path)
    Connector.connect(to: .unix(path: path), on: client.loop, timeout: timeLimit) {
      client.send(request, $0)
    }
    client.loop.schedule(after: timeLimit) { client.end(.noAnswer(path)) }
    client.loop.run()
    if let failure = client.failure { throw failure }
    let answer = ControlAnswer.parse(String(decoding: client.bytes, as: UTF8.self))
    switch answer {
    case .done(let lines):
      _ = StandardStreams.write(lines.map { $0 + "\n" }.joined())
    case .refused(let reason): throw .refused(reason)
    case nil: throw .noAnswer(path)
    }
  }

  private func send(_ request: ControlRequest, _ result: Result<Connection, ConnectError>) {
    switch result {
    case .failure(let error): end(.notRunning(path, error))
    case .success(let connection):
      connection.onReceive = { [self] new in
        for index in new.indices.prefix(Self.limit - bytes.count) { bytes.append(new[index]) }
      }
      connection.onClose = { [self] _ in end(nil) }
      connection.enqueue(Array(request.line.utf8))
    }
  }

  private func end(_ failure: ControlFailure?) {
    self.failure = failure
    loop.stop()
  }
}
