import Glibc

enum StandardInput {
  /// Reads what is there.
  ///
  /// - Returns: How many bytes; none at the end or where it fails.
  static func read(into buffer: inout [UInt8]) -> Int {
    unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(0, $0.baseAddress, $0.count) }
  }
}
