import Framing

/// A chat on its way to one receiver: places in its body and in the router's arena, no bytes of its own.
package struct Relay: Sendable {
  package enum Form: Sendable {
    case version1
    /// What a legacy client reads: something said to everybody, or a private message.
    case line, whisper
  }

  package let receiver: SessionID
  package let form: Form
  private let toCount: UInt8
  private let fromCount: UInt8
  private let fromSlot: UInt32
  @usableFromInline let start: UInt32
  @usableFromInline let end: UInt32
  let id: MessageID

  /// Describes a relay; `part` is the `msg` literal.
  init(
    _ form: Form, to receiver: LineTable.Line, from sender: LineTable.Line, part: Range<Int>,
    id: MessageID
  ) {
    self.form = form
    self.receiver = receiver.id
    toCount = receiver.nameCount
    fromCount = sender.nameCount
    fromSlot = sender.id.slot
    start = UInt32(truncatingIfNeeded: part.lowerBound)
    end = UInt32(truncatingIfNeeded: part.upperBound)
    self.id = id
  }

  /// Where in the bytes that were relayed the text is.
  @inlinable
  package var part: Range<Int> { Int(start)..<Int(end) }

  /// Where in the arena the beginning of a version 1 frame to the receiver is, with `to`.
  var beginning: Range<Int> { LineTable.beginning(of: receiver.slot, nameCount: toCount) }

  /// Where in the arena `from` is.
  var from: Range<Int> { LineTable.from(of: fromSlot, nameCount: fromCount) }

  /// Where in the arena the sender's name is.
  var fromName: Range<Int> { LineTable.name(of: fromSlot, nameCount: fromCount) }
}
