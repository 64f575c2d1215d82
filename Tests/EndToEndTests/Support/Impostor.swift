import Transport

/// Somebody who answers in a router's place, with a key of their own or in the clear.
///
/// It works only while the test waits by `eventually(...)` of its own.
final class Impostor {
  /// One who came, and what they said: after the handshake where there is one.
  final class Visit {
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var isSecure = false
    fileprivate(set) var end: ConnectionEnd?

    /// Whether the handshake was what ended it.
    var wasBrokenOff: Bool {
      if case .tls = end { true } else { false }
    }
  }

  private(set) var visits: [Visit] = []
  private let loop = EventLoop()
  private let listener: Listener
  private var connections: [Connection] = []

  /// - Parameters:
  ///   - address: Where it listens.
  ///   - identity: The key that it has; nil for one who speaks in the clear.
  /// - Throws: `ListenError` where the address is taken.
  init(at address: String, _ identity: TLSIdentity?) throws {
    listener = try Listener(Endpoint.parse(address), on: loop)
    let context = try identity.map { try TLSContext.server($0) }
    listener.onAccept = { [unowned self] connection, _ in
      let visit = Visit()
      visits.append(visit)
      connections.append(connection)
      connection.onReceive = { bytes in
        for index in bytes.indices { visit.bytes.append(bytes[index]) }
        // What an old router does with a length that it takes for too long.
        if context == nil { connection.closeAfterFlush() }
      }
      connection.onClose = { visit.end = $0 }
      if let context { connection.secure(by: context) { visit.isSecure = true } }
    }
  }

  var address: String { "\(listener.endpoint)" }

  /// Waits for something while it serves who comes.
  @discardableResult
  func eventually<Value>(_ what: String, _ body: () throws -> Value?) throws -> Value {
    try EndToEndTests.eventually(what, state: { "after \(visits.count) visits" }) {
      loop.turn(waitingAtMost: .milliseconds(10))
      return try body()
    }
  }

  /// Waits until so many have come and gone.
  func awaitVisits(_ count: Int) throws {
    try eventually("\(count) visits") { visits.count { $0.end != nil } >= count ? true : nil }
  }
}
