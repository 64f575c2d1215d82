internal import CLinux
internal import Glibc

/// Finds the addresses of a host without making the loop wait.
///
/// A numeric address and `localhost` need no looking up; any other name is given to `getaddrinfo` on a helper thread,
/// which answers through a descriptor that the loop watches.
package final class Resolver {
  package typealias Completion = (Result<[Endpoint], ConnectError>) -> Void

  private let loop: EventLoop
  private let host: String
  private var completion: Completion?
  private var lookup: Lookup?
  private var watch: Watch?

  /// Starts; the completion is called once, never inside this call, unless `cancel` comes first.
  package init(
    _ host: String, port: UInt16, on loop: EventLoop, completion: @escaping Completion
  ) {
    self.loop = loop
    self.host = host
    self.completion = completion
    if let known = Self.known(host, port: port) {
      loop.later { [self] in complete(.success(known)) }
    } else {
      start(port: port)
    }
  }

  /// Ends it without a completion; a helper thread that still waits is left to itself.
  package func cancel() {
    completion = nil
    stopWatching()
  }

  /// The addresses that need no looking up; `localhost` never leaves the machine (RFC 6761 §6.3).
  private static func known(_ host: String, port: UInt16) -> [Endpoint]? {
    if host.lowercased() == "localhost" {
      return [.ipv4(0x7F00_0001, port: port), .ipv6(1, port: port, scope: 0)]
    }
    return Endpoint.numeric(host, port: port).map { [$0] }
  }

  private func start(port: UInt16) {
    guard let number = try? systemCall({ banter_event_descriptor() }) else { return giveUp() }
    let lookup = Lookup(host: host, port: port, bell: FileDescriptor(adopting: number))
    guard lookup.start() else { return giveUp() }
    self.lookup = lookup
    watch = loop.watch(number, for: .readable) { [self] _ in hasRung() }
  }

  private func giveUp() {
    loop.later { [self] in complete(.failure(.cannotResolve(host))) }
  }

  private func hasRung() {
    guard let outcome = lookup?.takeOutcome() else { return }
    switch outcome {
    case .found(let endpoints) where !endpoints.isEmpty: complete(.success(endpoints))
    case .found, .failed(EAI_NONAME): complete(.failure(.noSuchHost(host)))
    case .failed(EAI_AGAIN): complete(.failure(.noNameServer(host)))
    case .failed: complete(.failure(.cannotResolve(host)))
    }
  }

  private func complete(_ result: Result<[Endpoint], ConnectError>) {
    stopWatching()
    let tell = completion
    completion = nil
    tell?(result)
  }

  /// The bell must not be closed before its watch has ended.
  private func stopWatching() {
    if let watch { loop.unwatch(watch) }
    watch = nil
    lookup = nil
  }
}
