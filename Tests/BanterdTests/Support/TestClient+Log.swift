import Framing

/// What a client of version 2 says and is answered.
extension TestClient {
  /// Sends a message whose text is its mark, or another.
  func say(_ cid: String, _ text: String? = nil, to peer: String) {
    send(#"{"type":"chat","to":"\#(peer)","msg":"\#(text ?? cid)","cid":"\#(cid)"}"#)
  }

  /// Sends a message and waits for the answer, heeding what comes before; nil at the end of the stream.
  private func answer(to cid: String, _ text: String? = nil, to peer: String) throws -> Message? {
    say(cid, text, to: peer)
    while let message = try message() {
      switch message {
      case .ping(let token): send(#"{"type":"pong","t":\#(token)}"#)
      case .acknowledgement(let ack) where ack.cid == cid: return message
      case .error(let error) where error.re == cid:
        if error.code == .storageUnavailable { try hearRefusal() }
        return message
      default: break
      }
    }
    return nil
  }

  /// Answers the ping with which the router asks whether a refusal was heard.
  private func hearRefusal() throws {
    guard case .ping(let token)? = try message("ping") else { return }
    send(#"{"type":"pong","t":\#(token)}"#)
  }

  /// Sends a message: the router's ack, or nil.
  func ack(of cid: String, _ text: String? = nil, to peer: String) throws -> Acknowledgement? {
    guard case .acknowledgement(let ack)? = try answer(to: cid, text, to: peer) else { return nil }
    return ack
  }

  func isAcked(_ cid: String, _ text: String? = nil, to peer: String) throws -> Bool {
    try ack(of: cid, text, to: peer) != nil
  }

  /// Sends a message: why it is not taken, or nil.
  func refusal(of cid: String, to peer: String) throws -> ErrorCode? {
    guard case .error(let error)? = try answer(to: cid, to: peer) else { return nil }
    return error.code
  }

  /// Registers with version 2; answers with what it is welcomed with.
  func welcome(_ name: String, device: String = "d", since: Int64 = 0) throws -> Welcome? {
    let user = #""username":"\#(name)","device":"\#(device)""#
    send(#"{"type":"register",\#(user),"v":2,"since":\#(since)}"#)
    guard case .welcome(let welcome)? = try message("welcome") else { return nil }
    return welcome
  }
}
