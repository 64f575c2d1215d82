/// Where the body of a frame is that a `FrameDecoder` found.
package enum FramePlace: Sendable {
  /// In the bytes that were just read.
  case arrived(Range<Int>)

  /// Put together from several reads: a whole frame, and where its body begins in it.
  case joined([UInt8], bodyStart: Int)
}
