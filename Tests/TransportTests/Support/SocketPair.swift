import Glibc
import Transport

/// Two ends of one stream; a test holds `far` by hand and gives `near` to what it tests.
struct SocketPair {
  let near: Int32
  let far: PlainSocket

  init() {
    var numbers: [Int32] = [-1, -1]
    _ = unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &numbers)
    near = numbers[0]
    far = PlainSocket(adopting: numbers[1])
  }
}

extension SocketPair {
  /// The two ends as a copyable pair.
  var parts: (near: Int32, far: PlainSocket) { (near, far) }
}
