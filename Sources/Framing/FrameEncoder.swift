/// Appends messages to a stream of bytes as whole frames; the layouts are drawn at `FrameDecoder`.
///
/// The JSON is canonical: one order of keys for each type, absent fields left out, nothing escaped that
/// need not be. Every byte comes from a checked field: nothing of a sender's frame passes through.
package enum FrameEncoder {
  /// Appends a frame of version 1 or 2.
  ///
  /// - Returns: The length of its body in bytes, for who has a limit to keep. The longest body that a
  ///   client may send, each byte of it escaped to six, stays below `Limits.frameFromRouter`.
  @discardableResult
  package static func append(_ message: Message, to bytes: inout [UInt8]) -> Int {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: Limits.jsonHeader))
    var writer = JSONWriter(after: bytes)
    bytes = []  // the writer alone holds them now and appends in place
    writer.write(message)
    bytes = writer.finish()
    let length = bytes.count - start - Limits.jsonHeader
    precondition(length <= UInt32.max, "a message of 4 GiB")
    for index in 0..<Limits.jsonHeader {
      bytes[start + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index))
    }
    return length
  }

  /// Appends a legacy frame: `text`, which is not empty, after its 64 bytes of length.
  package static func append(legacy text: String, to bytes: inout [UInt8]) {
    let digits = String(text.utf8.count).utf8
    bytes.append(contentsOf: digits)
    let padding = Limits.legacyHeader - digits.count
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: padding))
    bytes.append(contentsOf: text.utf8)
  }
}
