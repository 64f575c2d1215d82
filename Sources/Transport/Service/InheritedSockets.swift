internal import Glibc

/// The listening sockets that a service manager has opened for this process (socket activation).
///
/// They are the descriptors from 3 on, as many as LISTEN_FDS says, where LISTEN_PID is this process. With
/// them a restart refuses nobody: who comes meanwhile waits in the socket, which the manager keeps.
///
/// Source: sd_listen_fds(3).
package struct InheritedSockets: Sendable {
  /// The first number; 0 to 2 are the standard streams.
  private static let first: Int32 = 3
  /// More than anybody has addresses for.
  private static let limit: Int32 = 64

  /// The numbers of the descriptors; none where nothing was handed over.
  package let descriptors: [Int32]

  /// Takes what the environment says out of it, and keeps the descriptors from programs started from here.
  ///
  /// - Throws: `InheritanceError` where what was handed over is no listening stream socket.
  package static func take() throws(InheritanceError) -> InheritedSockets {
    let process = HostEnvironment.takeVariable("LISTEN_PID")
    let count = HostEnvironment.takeVariable("LISTEN_FDS")
    // The names are the unit's own words for its sockets; all of ours are for the same thing.
    _ = HostEnvironment.takeVariable("LISTEN_FDNAMES")
    guard let process, Int32(process) == getpid(), let count else {
      return InheritedSockets(descriptors: [])
    }
    guard let number = Int32(count), (0...limit) ~= number else { throw .badCount(count) }
    let descriptors = Array(first..<first + number)
    for descriptor in descriptors {
      guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw .notOpen(descriptor) }
      guard isListening(descriptor) else { throw .notListening(descriptor) }
    }
    return InheritedSockets(descriptors: descriptors)
  }

  /// Whether it is a stream socket that is listened at.
  ///
  /// The corresponding C function is `getsockopt`.
  private static func isListening(_ descriptor: Int32) -> Bool {
    Socket.option(SO_ACCEPTCONN, of: descriptor) == 1
      && Socket.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue)
  }
}
