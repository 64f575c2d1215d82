/// Where the body of a frame is that a `FrameDecoder` found.
package enum FramePlace: Sendable {
  /// In the bytes that were just read.
  case arrived(Range<Int>)

  /// Put together from several reads, on its own.
  case joined([UInt8])
}
