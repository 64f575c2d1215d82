internal import Glibc

/// Tells the service manager that started this process how it fares.
///
/// The protocol is one datagram with a few lines of `KEY=value`, sent to the Unix socket that NOTIFY_SOCKET
/// names, `@` standing for the zero of an abstract one. That is all of it, so libsystemd (and what it
/// pulls in) stays out, and any other manager that speaks it will do. Nothing here waits or fails: a manager
/// that doesn't listen misses the news.
///
/// Source: sd_notify(3), sd_watchdog_enabled(3).
package final class ServiceManager {
  /// How often the manager wants to hear of a sign of life; nil where it doesn't ask for any.
  package let watchdogInterval: Duration?

  private let socket: FileDescriptor
  private let address: [UInt8]

  /// The manager that the environment names; nil where there is none, or it can't be spoken to.
  ///
  /// The variables are taken out of the environment: a program started from here is not the service.
  package init?() {
    let path = HostEnvironment.takeVariable("NOTIFY_SOCKET")
    let interval = HostEnvironment.takeVariable("WATCHDOG_USEC")
    let process = HostEnvironment.takeVariable("WATCHDOG_PID")
    guard let path, let address = Self.address(of: path) else { return nil }
    let kind =
      Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let number = Glibc.socket(AF_UNIX, kind, 0)
    guard number >= 0 else { return nil }
    socket = FileDescriptor(adopting: number)
    self.address = address
    watchdogInterval = Self.watchdogInterval(interval, for: process)
  }

  /// Everything is up, or the reading anew is over.
  package func isReady() { send("READY=1") }

  /// The configuration is being read anew; `isReady` ends that.
  package func isReloading() {
    send("RELOADING=1\nMONOTONIC_USEC=\(MonotonicTime.now().nanoseconds / 1_000)")
  }

  /// It is on its way out.
  package func isStopping() { send("STOPPING=1") }

  /// One line for whoever asks how the service is.
  package func tell(_ status: String) { send("STATUS=\(status)") }

  /// A sign of life.
  package func isAlive() { send("WATCHDOG=1") }

  /// The corresponding C function is `sendto`.
  private func send(_ state: String) {
    let (bytes, number, length) = (Array(state.utf8), socket.rawValue, socklen_t(address.count))
    _ = try? nonBlockingCall {
      unsafe address.withUnsafeBytes { raw in
        unsafe raw.withMemoryRebound(to: sockaddr.self) { name in
          unsafe bytes.withUnsafeBytes { body in
            unsafe sendto(
              number, body.baseAddress, body.count, Int32(MSG_NOSIGNAL), name.baseAddress, length)
          }
        }
      }
    }
  }

  /// The bytes of a `sockaddr_un`; an abstract name has no zero at its end, so its length counts (unix(7)).
  private static func address(of path: String) -> [UInt8]? {
    var name = Array(path.utf8)
    guard name.count >= 2, name.count <= Endpoint.unixPathLimit else { return nil }
    switch name[0] {
    case UInt8(ascii: "@"): name[0] = 0
    case UInt8(ascii: "/"): name.append(0)
    default: return nil
    }
    return unsafe withUnsafeBytes(of: sa_family_t(AF_UNIX)) { unsafe Array($0) } + name
  }

  private static func watchdogInterval(_ text: String?, for process: String?) -> Duration? {
    guard let text, let microseconds = Int64(text), (1..<Int64.max / 1_000) ~= microseconds,
      process.map({ Int32($0) == getpid() }) ?? true
    else { return nil }
    return .microseconds(microseconds)
  }
}
