internal import Transport

/// Answers HTTP GET on the router's own loop: one short request, one short answer, the end.
///
/// By hand, for it is less than the glue to a library would be: SwiftNIO or Hummingbird bring an event loop
/// of their own, threads, and more code than the whole router, to serve two pages to one scraper.
///
/// Nothing here can hold up routing or grow: 8 KiB of request and 5 seconds for each client, 16 clients at once, the
/// oldest that has not asked yet making room for the next; an answer is written like any other bytes.
final class HTTPServer {
  private enum Phase: Int { case asking, answered, leaving }

  private struct Client {
    let connection: Connection
    var phase = Phase.asking
    var bytes: [UInt8] = []
    var timeout: TimerID?
  }

  static let clientLimit = 16

  /// Where it answers, with the real port.
  let endpoint: Endpoint
  private let loop: EventLoop
  private let timeLimit: Duration
  private let listener: Listener
  private let answer: (_ path: String) -> HTTPResponse
  private var clients: [UInt64: Client] = [:]
  private var lastNumber: UInt64 = 0

  /// Starts to answer.
  ///
  /// - Parameters:
  ///   - endpoint: Where.
  ///   - loop: The loop to answer on.
  ///   - timeLimit: How long a request may take to come, and then its answer to leave.
  ///   - answer: Gives the page of a path.
  /// - Throws: `ListenError`.
  init(
    at endpoint: Endpoint, on loop: EventLoop, timeLimit: Duration = .seconds(5),
    answer: @escaping (_ path: String) -> HTTPResponse
  ) throws(ListenError) {
    self.loop = loop
    self.timeLimit = timeLimit
    self.answer = answer
    listener = try Listener(endpoint, on: loop)
    self.endpoint = listener.endpoint
    listener.onAccept = { [unowned self] connection, _ in accept(connection) }
  }

  /// Answers nobody any more, and takes the file of a Unix socket away.
  func close() {
    listener.close()
  }

  private func accept(_ connection: Connection) {
    if clients.count >= Self.clientLimit { makeRoom() }
    lastNumber += 1
    let number = lastNumber
    connection.onReceive = { [unowned self] in receive($0, from: number) }
    connection.onClose = { [unowned self] _ in forget(number) }
    let timeout = loop.schedule(after: timeLimit) { [unowned self] in
      finish(number, with: HTTPResponse(.requestTimeout))
    }
    clients[number] = Client(connection: connection, timeout: timeout)
  }

  /// Closes one that isn't being closed yet: the oldest of those who only wait, else of those who were answered.
  private func makeRoom() {
    let others = clients.filter { $0.value.phase != .leaving }
    let first = others.min { ($0.value.phase.rawValue, $0.key) < ($1.value.phase.rawValue, $1.key) }
    guard let first else { return }
    clients[first.key]?.phase = .leaving
    first.value.connection.close()
  }

  private func receive(_ bytes: Span<UInt8>, from number: UInt64) {
    guard var client = clients.removeValue(forKey: number) else { return }
    var isWorthReading = false
    for index in bytes.indices.prefix(HTTPRequest.limit + 1 - client.bytes.count) {
      client.bytes.append(bytes[index])
      if bytes[index] == UInt8(ascii: "\n") { isWorthReading = true }
    }
    clients[number] = client
    // Byte by byte, the whole is not looked at again for each: a request ends with a line.
    guard isWorthReading || client.bytes.count > HTTPRequest.limit else { return }
    answer(HTTPRequest.parse(client.bytes), of: number)
  }

  private func answer(_ progress: HTTPRequest.Progress, of number: UInt64) {
    switch progress {
    case .unfinished: break
    case .refused(let status): finish(number, with: HTTPResponse(status))
    case .finished(let request) where request.method == "GET":
      finish(number, with: answer(request.path))
    case .finished(let request):
      finish(
        number, with: HTTPResponse(.methodNotAllowed), includesBody: request.method != "HEAD")
    }
  }

  private func finish(_ number: UInt64, with response: HTTPResponse, includesBody: Bool = true) {
    guard let client = clients[number], client.phase == .asking else { return }
    clients[number]?.phase = .answered
    client.connection.enqueue(response.bytes(includesBody: includesBody))
    client.connection.closeAfterFlush(within: timeLimit)
  }

  private func forget(_ number: UInt64) {
    guard let client = clients.removeValue(forKey: number) else { return }
    if let timeout = client.timeout { loop.cancel(timeout) }
  }
}
