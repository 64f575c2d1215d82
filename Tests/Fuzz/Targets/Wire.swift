import Framing
import Routing

/// What the router sends must be read by a client as what was meant.
enum Wire {
  static func check(_ outgoing: Outgoing) throws(Contradiction) {
    let bytes = frame(of: outgoing)
    switch outgoing {
    case .message(let message):
      let body = try onlyBody(of: bytes, .json)
      try require((try? Message.parse(body.span)) == message, "\(message) is read as \(body)")
    case .legacy(let text):
      let body = try onlyBody(of: bytes, .legacy)
      try require(body.elementsEqual(text.utf8), "\(text) is read as \(body)")
    case .userList: try require(userList(outgoing) != nil, "\(bytes) is no list of users")
    }
  }

  /// The frame of what is sent.
  static func frame(of outgoing: Outgoing) -> [UInt8] {
    var bytes: [UInt8] = []
    switch outgoing {
    case .message(let message): FrameEncoder.append(message, to: &bytes)
    case .legacy(let text): FrameEncoder.append(legacy: text, to: &bytes)
    case .userList(let frame): bytes = frame
    }
    return bytes
  }

  /// A list of users as the message that its frame is read as; nil where that is none.
  static func userList(_ outgoing: Outgoing) throws(Contradiction) -> Outgoing? {
    guard case .userList(let frame) = outgoing else { return nil }
    guard frame[0] == 0 else {
      let text = String(decoding: try onlyBody(of: frame, .legacy), as: UTF8.self)
      return text.hasPrefix(LegacyMessage.userListPrefix) ? .legacy(text) : nil
    }
    let body = try onlyBody(of: frame, .json)
    guard let message = try? Message.parse(body.span), message.type == "user_list" else {
      return nil
    }
    return .message(message)
  }

  private static func onlyBody(
    of bytes: [UInt8], _ kind: FrameKind
  ) throws(Contradiction) -> [UInt8] {
    var decoder = FrameDecoder(kind: kind, limit: Limits.frameFromRouter)
    decoder.append(bytes.span)
    guard let body = try? decoder.next(), !decoder.isInsideFrame else {
      throw Contradiction("\(bytes) is not one frame")
    }
    return body
  }
}
