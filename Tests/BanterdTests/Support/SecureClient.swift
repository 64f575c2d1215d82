import Framing
import Testing
import Transport

/// A client of version 1 or 2 over TLS; whatever it waits for, it waits as long as `Deadline` says at the most.
final class SecureClient {
  let loop = EventLoop()
  let connection: Connection
  /// How it ended; nil while it has not.
  private(set) var end: ConnectionEnd?
  private let neighbour: (any Neighbour)?
  private var decoder = FrameDecoder(kind: .json, limit: Limits.frameFromRouter)

  /// Connects and shakes hands.
  ///
  /// - Parameters:
  ///   - router: Whom to.
  ///   - identity: The client's key; nil for none.
  ///   - pin: The key that the router must have; nil for any.
  /// - Throws: `ConnectError`, or what a requirement of the test throws.
  convenience init(_ router: TestRouter, _ identity: TLSIdentity? = nil, pin: Pin? = nil) throws {
    try self.init(.ipv4(0x7F00_0001, port: router.port), identity, pin: pin)
  }

  /// Connects to an endpoint; whoever answers there may be on a loop that must turn meanwhile.
  init(
    _ endpoint: Endpoint, _ identity: TLSIdentity? = nil, pin: Pin? = nil,
    near neighbour: (any Neighbour)? = nil
  ) throws {
    self.neighbour = neighbour
    var result: Result<Connection, ConnectError>?
    let context = try TLSContext.client(identity) { pin == nil || $0 == pin }
    Connector.connect(
      to: try HostPort.parse("\(endpoint)", defaultPort: 0), on: loop,
      timeout: .seconds(Deadline.seconds), encryptedBy: context
    ) { result = $0 }
    while result == nil { Self.turn(loop, neighbour) }
    connection = try #require(result).get()
    connection.onClose = { [unowned self] in end = $0 }
    connection.onReceive = { [unowned self] in decoder.append($0) }
  }

  deinit {
    connection.onClose = nil
    connection.onReceive = nil
    close()
  }

  /// Closes, without another word.
  func close() {
    connection.close()
    loop.turn(waitingAtMost: .zero)
    for _ in 0..<4 { neighbour?.loop.turn(waitingAtMost: .milliseconds(1)) }
  }

  func send(_ body: String) {
    let bytes = Array(body.utf8)
    send(raw: (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (24 - 8 * $0)) } + bytes)
  }

  /// Sends bytes as they are.
  func send(raw bytes: [UInt8]) {
    connection.enqueue(bytes)
    loop.turn(waitingAtMost: .zero)
  }

  private static func turn(_ loop: EventLoop, _ neighbour: (any Neighbour)?) {
    loop.turn(waitingAtMost: .milliseconds(neighbour == nil ? 20 : 1))
    neighbour?.loop.turn(waitingAtMost: .milliseconds(1))
  }

  /// Takes turns until the condition holds; false where it does not in time.
  func wait(_ condition: () throws -> Bool) rethrows -> Bool {
    let end = MonotonicTime.now() + .seconds(Deadline.seconds)
    while try !condition() {
      guard MonotonicTime.now() < end else { return false }
      Self.turn(loop, neighbour)
    }
    return true
  }

  /// The next message; nil at the end of the stream, or where none comes.
  func message() throws -> Message? {
    var body: [UInt8]?
    _ = try wait {
      body = try decoder.next()
      return body != nil || end != nil
    }
    return try body.map { try Message.parse($0.span) }
  }

  /// The next message of a type, whatever comes before it; nil at the end of the stream.
  func message(_ type: String) throws -> Message? {
    while let message = try message() {
      if message.type == type { return message }
    }
    return nil
  }

  /// The next error; nil at the end of the stream.
  func error() throws -> ErrorMessage? {
    guard case .error(let error) = try message("error") else { return nil }
    return error
  }

  /// Whether the router ends it.
  func isClosedByRouter() -> Bool { wait { end != nil } }

  /// Asks to be let in by a name.
  func register(_ name: String, version: Int = 2, device: String? = nil, token: String? = nil) {
    let words = [("device", device), ("token", token)].compactMap { key, value in
      value.map { ",\"\(key)\":\"\($0)\"" }
    }
    let fields = words.joined()
    send("{\"type\":\"register\",\"username\":\"\(name)\",\"v\":\(version)\(fields)}")
  }

  /// Registers and waits until it is in.
  @discardableResult
  func enter(
    _ name: String, version: Int = 2, device: String? = nil, token: String? = nil
  ) throws -> Welcome? {
    register(name, version: version, device: device, token: token)
    guard version == 2 else {
      _ = try #require(try message("user_list"))
      return nil
    }
    guard case .welcome(let welcome) = try #require(try message("welcome")) else { return nil }
    _ = try #require(try message("roster"))
    return welcome
  }
}
