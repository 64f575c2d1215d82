internal import CLinux
internal import Glibc
package import struct SystemPackage.Errno

/// Accepts connections at one endpoint.
///
/// A wake-up accepts at most 16, so that a storm of newcomers doesn't starve the ones who are in. A newcomer that has
/// gone again is no error. When descriptors or memory run out, accepting pauses for 100 ms: `poll` would
/// go on telling of the waiting connection, and the loop would spin. A spare descriptor is kept for that
/// case: it makes room to accept those who wait, to tell them and to close.
package final class Listener {
  private static let acceptsAWakeUp = 16
  private static let pause = Duration.milliseconds(100)
  /// Errors that belong to the newcomer, not to the listener (accept(2)).
  private static let passing: Set<Errno> = [
    .connectionAbort, .protocolError, .networkDown, .hostIsDown, .noRouteToHost,
    .networkUnreachable,
    .notPermitted, Errno(rawValue: ENONET), Errno(rawValue: EOPNOTSUPP),
    Errno(rawValue: ENOPROTOOPT),
  ]

  /// Where it listens, with the real port.
  package let endpoint: Endpoint
  /// Called with each new connection and the endpoint of its other side.
  package var onAccept: ((Connection, Endpoint) -> Void)?
  /// Called when accepting pauses because it failed.
  package var onPause: ((Errno) -> Void)?
  /// Makes the last words to a newcomer for whom there is no descriptor, from its first byte if it came already.
  package var onTurnAway: ((UInt8?) -> [UInt8])?

  /// How long a silent peer is waited for.
  package var silence = SilenceLimit()

  private let loop: EventLoop
  private let file: UnixSocketFile?
  private var descriptor: FileDescriptor?
  private var watch: Watch?
  private var resumption: TimerID?
  private var spare = SpareDescriptor()

  /// Starts to listen; port 0 takes a free one, `[::]` means IPv4 too.
  ///
  /// - Parameters:
  ///   - endpoint: Where. A stale Unix socket is replaced, one in use is not.
  ///   - loop: The loop that is to accept.
  /// - Throws: `ListenError`.
  package convenience init(_ endpoint: Endpoint, on loop: EventLoop) throws(ListenError) {
    let (number, wanted) = try Self.open(endpoint)
    if case .unix(let path) = endpoint {
      self.init(number, at: endpoint, UnixSocketFile(path: path), on: loop)
    } else {
      self.init(number, at: Endpoint(boundTo: number) ?? wanted, nil, on: loop)
    }
  }

  /// Takes over a socket that is listened at already; the file of a Unix one belongs to whoever made it.
  package convenience init(inheriting number: Int32, on loop: EventLoop) {
    Socket.setNonBlocking(number)
    self.init(number, at: Endpoint(boundTo: number) ?? .unix(path: ""), nil, on: loop)
  }

  private init(
    _ number: Int32, at endpoint: Endpoint, _ file: UnixSocketFile?, on loop: EventLoop
  ) {
    self.loop = loop
    self.endpoint = endpoint
    self.file = file
    descriptor = FileDescriptor(adopting: number)
    watch = loop.watch(number, for: .readable) { [unowned self] _ in accept() }
  }

  deinit {
    close()
  }

  /// Stops listening; connections that were accepted live on.
  package func close() {
    if let resumption { loop.cancel(resumption) }
    if let watch { loop.unwatch(watch) }
    if descriptor != nil { file?.remove() }
    watch = nil
    resumption = nil
    descriptor = nil
    spare.close()
  }

  // MARK: Opening

  private static func open(_ endpoint: Endpoint) throws(ListenError) -> (Int32, Endpoint) {
    if case .unix(let path) = endpoint {
      try UnixSocketFile.removeStale(at: endpoint, path: path)
    }
    do {
      return (try bound(to: endpoint), endpoint)
    } catch {
      // A machine without IPv6: `[::]` then means all that it has, which is IPv4.
      guard case .ipv6(0, let port, _) = endpoint,
        error == .addressFamilyNotSupported || error == .addressNotAvailable
      else { throw ListenError(error, at: endpoint) }
      return try open(.ipv4(0, port: port))
    }
  }

  private static func bound(to endpoint: Endpoint) throws(Errno) -> Int32 {
    let socket = try Socket.make(family: endpoint.family)
    let number = socket.rawValue
    if endpoint.isNetwork { try Socket.set(SO_REUSEADDR, at: SOL_SOCKET, to: 1, of: number) }
    if case .ipv6 = endpoint {
      try Socket.set(IPV6_V6ONLY, at: Int32(IPPROTO_IPV6), to: 0, of: number)
    }
    _ = try systemCall { unsafe endpoint.withSocketAddress { unsafe bind(number, $0, $1) } }
    _ = try systemCall { listen(number, 1_024) }
    return socket.release()
  }

  // MARK: Accepting

  private func accept() {
    for _ in 0..<Self.acceptsAWakeUp {
      do {
        guard let number = descriptor?.rawValue, let (peer, other) = try Self.accept(from: number)
        else { return }
        welcome(peer, from: other)
      } catch  where Self.passing.contains(error) {
        continue
      } catch {
        return stopForAMoment(because: error)
      }
    }
  }

  private func welcome(_ number: Int32, from other: Endpoint) {
    let peer = FileDescriptor(adopting: number)
    if endpoint.isNetwork { Socket.prepareStream(number, silence) }
    let connection = Connection(adopting: peer, on: loop)
    guard let onAccept else { return connection.close() }
    onAccept(connection, other)
  }

  private static func accept(from listener: Int32) throws(Errno) -> (Int32, Endpoint)? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let number = try nonBlockingCall {
      unsafe withUnsafeMutablePointer(to: &storage) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Int(unsafe banter_accept(listener, $0, &length))
        }
      }
    }
    guard let number else { return nil }
    let other = Endpoint(storage, length: length) ?? .unix(path: "")
    return (Int32(number), other.unmapped)
  }

  private func stopForAMoment(because error: Errno) {
    if error == .tooManyOpenFiles || error == .tooManyOpenFilesInSystem { turnAwayThoseWhoWait() }
    pause()
    onPause?(error)
  }

  /// Accepts nobody for 100 ms.
  package func pause() {
    guard let watch, resumption == nil else { return }
    loop.change(watch, to: [])
    resumption = loop.schedule(after: Self.pause) { [unowned self] in
      resumption = nil
      spare.open()
      loop.change(watch, to: .readable)
    }
  }

  /// Uses the spare descriptor for one after another of those who wait, of a wake-up's share.
  private func turnAwayThoseWhoWait() {
    guard let onTurnAway, let listener = descriptor?.rawValue else { return }
    defer { spare.open() }
    for _ in 0..<Self.acceptsAWakeUp where spare.close() {
      guard let (number, _) = try? Self.accept(from: listener) else { return }
      Socket.turnAway(number, onTurnAway)
      _ = FileDescriptor(adopting: number)
      spare.open()
    }
  }
}
