internal import Framing

/// Why a client is not let in, whatever it may say.
enum Refusal {
  /// It comes from another machine and speaks in the clear.
  case inTheClear
  case tooManyConnections

  /// The word in the `error` that it is sent.
  var code: ErrorCode {
    switch self {
    case .inTheClear: .forbidden
    case .tooManyConnections: .tooManyConnections
    }
  }

  /// The protocol has no close code of its own for the first: what the client speaks is not taken here.
  var closeCode: CloseCode {
    switch self {
    case .inTheClear: .badProtocol
    case .tooManyConnections: .tooManyConnections
    }
  }

  /// The words for a person.
  var text: String {
    switch self {
    case .inTheClear:
      "This router takes unencrypted connections only from its own machine. "
        + "Whoever runs it can allow them with --plaintext."
    case .tooManyConnections:
      "This router is full. Try again later."
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
}
