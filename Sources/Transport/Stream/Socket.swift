internal import CLinux
internal import Glibc
internal import struct SystemPackage.Errno

/// The socket calls that more than one class makes.
enum Socket {
  /// Makes a stream socket that does not block and is not inherited.
  ///
  /// The corresponding C function is `socket`.
  static func make(family: Int32) throws(Errno) -> FileDescriptor {
    let kind =
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    return FileDescriptor(adopting: try systemCall { socket(family, kind, 0) })
  }

  /// Sets an option whose value is an `int`.
  ///
  /// The corresponding C function is `setsockopt`.
  static func set(
    _ option: Int32, at level: Int32, to value: Int32, of descriptor: Int32
  ) throws(Errno) {
    var value = value
    let size = socklen_t(MemoryLayout<Int32>.size)
    _ = try systemCall { unsafe setsockopt(descriptor, level, option, &value, size) }
  }

  /// An option whose value is an `int`; nil where the descriptor has none.
  ///
  /// The corresponding C function is `getsockopt`.
  static func option(_ option: Int32, of descriptor: Int32) -> Int32? {
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return unsafe getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 ? value : nil
  }

  /// The error that a socket holds, which reading takes away; nil for none.
  ///
  /// The corresponding C function is `getsockopt`.
  static func pendingError(of descriptor: Int32) -> Errno? {
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &value, &size) == 0 else {
      return Errno(rawValue: errno)
    }
    return value == 0 ? nil : Errno(rawValue: value)
  }

  /// Sets what every TCP connection has: no delay, and an end for a peer that has silently gone.
  ///
  /// On other sockets the calls fail, which is as well (tcp(7)).
  static func prepareStream(_ descriptor: Int32, _ silence: SilenceLimit = SilenceLimit()) {
    let tcp = Int32(IPPROTO_TCP)
    let options: [(option: Int32, level: Int32, value: Int32)] = [
      (TCP_NODELAY, tcp, 1), (SO_KEEPALIVE, SOL_SOCKET, 1), (TCP_KEEPIDLE, tcp, silence.idle),
      (TCP_KEEPINTVL, tcp, silence.interval), (TCP_KEEPCNT, tcp, silence.count),
      (TCP_USER_TIMEOUT, tcp, silence.unacknowledged * 1_000),
    ]
    for entry in options {
      try? set(entry.option, at: entry.level, to: entry.value, of: descriptor)
    }
  }

  /// Says last words to a peer that is not served, as much of them as the socket takes at once.
  ///
  /// What has come is read away: closing with unread bytes would reset the connection and could destroy
  /// the words on their way.
  static func turnAway(_ descriptor: Int32, _ words: (UInt8?) -> [UInt8]) {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let size = bytes.count
    let wait = Int32(MSG_DONTWAIT)
    let received = unsafe recv(descriptor, &bytes, size, wait)
    let words = words(received > 0 ? bytes[0] : nil)
    _ = unsafe send(descriptor, words, words.count, wait | Int32(MSG_NOSIGNAL))
    _ = shutdown(descriptor, Int32(SHUT_WR))
  }

  /// The user of the process at the other end of a Unix socket; nil for any other.
  ///
  /// The corresponding C function is `getsockopt` with SO_PEERCRED.
  static func peerUser(of descriptor: Int32) -> UInt32? {
    var user: UInt32 = 0
    return unsafe banter_peer_user(descriptor, &user) == 0 ? user : nil
  }

  /// Makes a descriptor from elsewhere non-blocking.
  static func setNonBlocking(_ descriptor: Int32) {
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
  }
}
