internal import Framing
internal import Transport

/// A client of the load.
final class User {
  let id: Int
  let name: String
  let dialect: Dialect
  let connection: Connection
  /// Who its messages are for; nil for everyone.
  var partner: User?
  /// What it sends, and what it knows its partner's messages by.
  var sending: Envelope?
  var receiving: Envelope?
  /// How many it has sent, and how many of them have not arrived.
  var sent: UInt32 = 0
  var outstanding = 0
  /// The number that its partner's next message must have.
  var expected: UInt32 = 0
  /// Whether it has registered; and how many users the newest list had.
  var isIn = false
  var listed = 0
  var receivedByteCount = 0
  private var stream: FrameStream

  /// Called with each body.
  var onBody: ((Span<UInt8>) -> Void)?

  init(_ id: Int, _ name: String, _ dialect: Dialect, _ connection: Connection) {
    (self.id, self.name, self.dialect, self.connection) = (id, name, dialect, connection)
    stream = FrameStream(dialect == .legacy ? .legacy : .json)
    connection.queueLimit = .max
    connection.onReceive = { [unowned self] in receive($0) }
  }

  /// Says who it is.
  func register() {
    var frame: [UInt8] = []
    switch dialect {
    case .legacy: FrameEncoder.append(legacy: LegacyMessage.usernamePrefix + name, to: &frame)
    case .version1: FrameEncoder.append(.register(Registration(username: name)), to: &frame)
    case .version2:
      FrameEncoder.append(.register(Registration(username: name, version: 2)), to: &frame)
    }
    connection.enqueue(frame)
  }

  /// Whether the router's header was none.
  var isBroken: Bool { stream.isBroken }

  private func receive(_ bytes: Span<UInt8>) {
    receivedByteCount += bytes.count
    guard let onBody else { return }
    stream.receive(bytes, onBody)
  }
}
