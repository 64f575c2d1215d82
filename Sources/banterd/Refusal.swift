internal import Framing

/// Why a client is not let in, whatever it may say.
enum Refusal: Error {
  /// It comes from another machine and speaks in the clear.
  case inTheClear
  case tooManyConnections
  case tooManyFromAddress
  case tooManyNewFromAddress
  case tooManyStrangers
  case banned

  /// The word in the `error` that it is sent.
  var code: ErrorCode {
    self == .inTheClear || self == .banned ? .forbidden : .tooManyConnections
  }

  /// The protocol has no close code of its own for the first: what the client speaks is not taken here.
  var closeCode: CloseCode {
    switch self {
    case .inTheClear: .badProtocol
    case .banned: .kicked
    case .tooManyConnections, .tooManyFromAddress, .tooManyNewFromAddress, .tooManyStrangers:
      .tooManyConnections
    }
  }

  /// The words for a person.
  var text: String {
    switch self {
    case .inTheClear:
      "This router takes unencrypted connections only from its own machine: connect with TLS. "
        + "Whoever runs it can allow them with --plaintext."
    case .tooManyConnections:
      "This router is full. Try again later."
    case .tooManyFromAddress:
      "There are too many connections from your address already. Close one, then try again."
    case .tooManyNewFromAddress:
      "There were too many new connections from your address. Try again in ten minutes."
    case .tooManyStrangers:
      "Too many are just connecting. Try again in a moment."
    case .banned: Wording.banned()
    }
  }

  /// The frame that tells it, in the client's own language.
  func frame(for kind: FrameKind) -> [UInt8] {
    var bytes: [UInt8] = []
    switch kind {
    case .json:
      FrameEncoder.append(
        .error(ErrorMessage(msg: text, code: code, isFatal: true)), to: &bytes)
    case .legacy:
      FrameEncoder.append(legacy: "[server] \(text)", to: &bytes)
    }
    return bytes
  }

  /// The frame for who may not have said anything yet; then it is JSON, which most speak.
  func frame(afterFirstByte byte: UInt8?) -> [UInt8] {
    guard let byte else { return frame(for: .json) }
    switch FirstByte.kind(of: byte) {
    case .frames(let kind): return frame(for: kind)
    case .tls: return RouterDaemon.refusalInTLS
    case .nothing: return []
    }
  }
}
