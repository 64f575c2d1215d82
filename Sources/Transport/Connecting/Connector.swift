internal import Glibc
internal import struct SystemPackage.Errno

/// Makes a connection: looks the name up and tries its addresses in turn.
package final class Connector {
  package typealias Completion = (Result<Connection, ConnectError>) -> Void

  private let loop: EventLoop
  private let timeout: Duration
  private let context: TLSContext?
  private var completion: Completion?
  private var resolver: Resolver?
  private var left: ArraySlice<Endpoint> = []
  private var failure: ConnectError?
  private var attempt: FileDescriptor?
  private var watch: Watch?
  private var timer: TimerID?
  /// The connection whose handshake is going on.
  private var securing: Connection?

  /// Starts to connect.
  ///
  /// - Parameters:
  ///   - destination: Where to.
  ///   - loop: The loop that is to serve the connection.
  ///   - timeout: How long the looking up, then each address, and then the handshake may take.
  ///   - context: What to encrypt by; nil for a connection in the clear. Where the handshake fails no other
  ///     address is tried, and nothing is ever sent in the clear instead.
  ///   - completion: Called once, never inside this call, unless `cancel` comes first. Where every address
  ///     failed it is told of the last one's failure.
  /// - Returns: What can `cancel` it; it needs no holding.
  @discardableResult
  package static func connect(
    to destination: HostPort, on loop: EventLoop, timeout: Duration,
    encryptedBy context: TLSContext? = nil, completion: @escaping Completion
  ) -> Connector {
    let connector = Connector(on: loop, timeout: timeout, context, completion: completion)
    connector.start(destination)
    return connector
  }

  private init(
    on loop: EventLoop, timeout: Duration, _ context: TLSContext?, completion: @escaping Completion
  ) {
    self.loop = loop
    self.timeout = timeout
    self.context = context
    self.completion = completion
  }

  /// Ends it without a completion.
  package func cancel() {
    completion = nil
    stop()
  }

  private func start(_ destination: HostPort) {
    switch destination {
    case .unix(let path):
      left = [.unix(path: path)]
      loop.later { [self] in tryNext() }
    case .network(let host, let port):
      timer = loop.schedule(after: timeout) { [self] in complete(.failure(.noNameServer(host))) }
      resolver = Resolver(host, port: port, on: loop) { [self] in resolved($0) }
    }
  }

  private func resolved(_ result: Result<[Endpoint], ConnectError>) {
    resolver = nil
    switch result {
    case .success(let endpoints):
      left = endpoints[...]
      tryNext()
    case .failure(let error):
      complete(.failure(error))
    }
  }

  private func tryNext() {
    endAttempt()
    guard completion != nil else { return }
    guard let endpoint = left.popFirst() else {
      // `left` was never empty, so there is a failure to tell of.
      if let failure { complete(.failure(failure)) }
      return
    }
    do {
      try begin(endpoint)
    } catch {
      failed(ConnectError(error, at: endpoint))
    }
  }

  private func begin(_ endpoint: Endpoint) throws(Errno) {
    let socket = try Socket.make(family: endpoint.family)
    let number = socket.rawValue
    if endpoint.isNetwork { Socket.prepareStream(number) }
    attempt = consume socket
    do throws(Errno) {
      _ = try systemCall {
        unsafe endpoint.withSocketAddress { unsafe Glibc.connect(number, $0, $1) }
      }
      succeeded(endpoint)
    } catch .nowInProgress {
      watch = loop.watch(number, for: .writable) { [self] _ in hasAnswer(from: endpoint) }
      timer = loop.schedule(after: timeout) { [self] in failed(.timedOut(endpoint)) }
    } catch {
      throw error
    }
  }

  private func hasAnswer(from endpoint: Endpoint) {
    guard let number = attempt?.rawValue else { return }
    if let error = Socket.pendingError(of: number) {
      failed(ConnectError(error, at: endpoint))
    } else {
      succeeded(endpoint)
    }
  }

  private func failed(_ error: ConnectError) {
    failure = error
    tryNext()
  }

  private func succeeded(_ endpoint: Endpoint) {
    guard let number = attempt.take()?.release() else { return }
    stop()
    let connection = Connection(adopting: FileDescriptor(adopting: number), on: loop)
    guard let context else { return complete(.success(connection)) }
    secure(connection, to: endpoint, by: context)
  }

  /// Gives the connection out once it is encrypted and the router's key is one that the context trusts.
  private func secure(_ connection: Connection, to endpoint: Endpoint, by context: TLSContext) {
    securing = connection
    connection.onClose = { [self] end in
      complete(.failure(ConnectError(end, at: endpoint)))
    }
    connection.secure(by: context, within: timeout) { [self, unowned connection] in
      securing = nil
      connection.onClose = nil
      complete(.success(connection))
    }
  }

  private func complete(_ result: Result<Connection, ConnectError>) {
    stop()
    let tell = completion
    completion = nil
    tell?(result)
  }

  private func stop() {
    resolver?.cancel()
    resolver = nil
    securing?.onClose = nil
    securing?.close()
    securing = nil
    endAttempt()
    left = []
  }

  private func endAttempt() {
    if let timer { loop.cancel(timer) }
    if let watch { loop.unwatch(watch) }
    (timer, watch) = (nil, nil)
    attempt = nil
  }
}
