internal import Framing

/// A frame around a text of one size: to be sent with another text in it again and again, or to be known when
/// it is received.
struct Envelope {
  /// The whole frame, header included.
  private(set) var bytes: [UInt8]
  private let textStart: Int
  private let header: Int
  private let payload: Payload

  private init(_ frame: [UInt8], header: Int, _ payload: Payload) {
    bytes = frame
    self.header = header
    self.payload = payload
    let letter = Envelope.placeholder
    textStart = frame.firstIndex(of: letter) ?? 0
  }

  /// A character of no name and no key.
  private static let placeholder = UInt8(ascii: "~")

  private static func text(_ payload: Payload) -> String {
    String(repeating: "~", count: payload.size)
  }

  /// What a client of `dialect` sends to somebody, or to everyone.
  static func sending(
    _ dialect: Dialect, to peer: String?, _ payload: Payload, cid: String? = nil
  ) -> Envelope {
    let text = text(payload)
    var frame: [UInt8] = []
    guard dialect == .legacy else {
      let chat = Chat(to: peer ?? Room.everyone, msg: text, cid: cid)
      FrameEncoder.append(.chat(chat), to: &frame)
      return Envelope(frame, header: Limits.jsonHeader, payload)
    }
    let body = peer.map { "\(LegacyMessage.whisperPrefix)\($0):\(text)" } ?? text
    FrameEncoder.append(legacy: body, to: &frame)
    return Envelope(frame, header: Limits.legacyHeader, payload)
  }

  /// What a client of `dialect` receives from somebody; nil where each is different (version 2).
  static func receiving(
    _ dialect: Dialect, from peer: String, to name: String?, _ payload: Payload
  ) -> Envelope? {
    let text = text(payload)
    var frame: [UInt8] = []
    switch dialect {
    case .version2: return nil
    case .version1:
      let chat = Chat(to: name ?? Room.everyone, from: peer, msg: text)
      FrameEncoder.append(.chat(chat), to: &frame)
      return Envelope(frame, header: Limits.jsonHeader, payload)
    case .legacy:
      let body = name == nil ? "\(peer): \(text)" : "[private] \(peer): \(text)"
      FrameEncoder.append(legacy: body, to: &frame)
      return Envelope(frame, header: Limits.legacyHeader, payload)
    }
  }

  /// Puts another text into the frame.
  mutating func fill(_ content: Payload.Content) {
    payload.write(content, into: &bytes, at: textStart)
  }

  /// What the text of a body tells; nil where the body is another than this frame's would be.
  func read(_ body: Span<UInt8>) -> Payload.Content? {
    guard body.count == bytes.count - header else { return nil }
    let start = textStart - header
    for index in 0..<start where body[index] != bytes[header + index] { return nil }
    for index in start + payload.size..<body.count where body[index] != bytes[header + index] {
      return nil
    }
    return payload.read(body, at: start)
  }
}
