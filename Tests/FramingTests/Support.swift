import Framing
import Glibc

/// Reads a body given as text.
func parse(_ text: String) throws(MessageError) -> Message {
  try parse(Array(text.utf8))
}

/// Reads a body given as bytes.
func parse(_ bytes: [UInt8]) throws(MessageError) -> Message {
  try Message.parse(bytes.span)
}

/// What is wrong with a body, or nil.
func error(in bytes: [UInt8]) -> MessageError? {
  do {
    _ = try parse(bytes)
    return nil
  } catch {
    return error
  }
}

func error(in text: String) -> MessageError? {
  error(in: Array(text.utf8))
}

/// A frame of version 1 or 2 around any body.
func frame(_ body: [UInt8]) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: body.count >> (24 - 8 * $0)) } + body
}

/// All bodies that a decoder yields for `bytes`, given to it in pieces of at most `size`.
func bodies(
  of bytes: [UInt8], from decoder: inout FrameDecoder, inPiecesOf size: Int
) throws -> [[UInt8]] {
  var found: [[UInt8]] = []
  for start in stride(from: 0, to: bytes.count, by: size) {
    decoder.append(Array(bytes[start..<min(start + size, bytes.count)]).span)
    while let body = try decoder.next() { found.append(body) }
  }
  return found
}

/// The processor time that something takes: what else the machine does doesn't count.
func processorTime(of body: () throws -> Void) rethrows -> Duration {
  func now() -> Duration {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
  let start = now()
  try body()
  return now() - start
}
