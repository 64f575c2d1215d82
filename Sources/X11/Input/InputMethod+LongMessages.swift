import CXlib
import Logging

extension InputMethod {
  /// What libX11 reads of a server at once; of a longer message it waits for the end for ever, deaf to all others
  /// (`_XimReadData` compares the whole message with the room that its first part left).
  private static let longestMessage = 2_048
  /// The longest that is looked at: a message counts its length in 16 bits of fours.
  private static let longestProperty = 1 << 20

  /// Takes a message of a server that is too long for libX11.
  ///
  /// A text is put back in parts, each a message of its own; anything else is left out.
  /// - Returns: Whether XFilterEvent may have the event.
  func takeLongMessage(_ event: XClientMessageEvent) -> Bool {
    guard let probe, unsafe event.message_type == probe.protocolMessage,
      unsafe event.format == 32, unsafe event.data.l.0 > Self.longestMessage
    else { return true }
    let (property, length) = unsafe (Atom(bitPattern: event.data.l.1), event.data.l.0)
    let read = unsafe SelectionProperty.read(
      property, of: event.window, on: display, limit: Self.longestProperty, isTaken: true)
    guard let bytes = read?.bytes, bytes.count >= length else { return false }
    let packets = parts(of: Array(bytes[..<length]), by: probe)
    let rest = packets.flatMap(\.self) + bytes[length...]
    unsafe SelectionProperty.write(
      rest[...], type: XA_STRING, to: property, of: event.window, on: display)
    for packet in packets.reversed() {
      var part = unsafe XEvent(xclient: event)
      unsafe part.xclient.data.l.0 = packet.count
      unsafe XPutBackEvent(display, &part)
    }
    return false
  }

  private func parts(of message: [UInt8], by probe: ServerProbe) -> [[UInt8]] {
    guard let commit = CommitPacket(message),
      let text = unsafe TextTarget.decodeCompound(
        commit.text, type: probe.compoundText, on: display)
    else {
      logger.notice(
        "A message of the input method is longer than libX11 takes; it was left out.",
        metadata: ["bytes": "\(message.count)"])
      return []
    }
    return commit.split(text, limit: Self.longestMessage).map(\.bytes)
  }
}
