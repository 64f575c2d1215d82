internal import ChatClient
internal import Framing
internal import Transport

/// Brings one account to its router: encrypted, and only where the router has a key that is trusted.
///
/// The key is judged inside the handshake, before anything but its first message has left. Where it is not fine
/// the connection ends there, and a new one is made once the person has said that it is: so nothing is ever
/// sent to a router that is not trusted, not even who one is.
final class RouterConnector {
  enum Outcome {
    case connected(Connection)
    /// Nothing was sent: the person is to be asked.
    case doubted(RouterDoubt)
    case failed(AccountFailure)
  }

  /// How long each step may take.
  private static let timeout = Duration.seconds(10)

  /// Whether it is being connected just now.
  private(set) var isConnecting = false

  private let destination: Destination
  private let security: Security
  private let loop: EventLoop
  private var connector: Connector?
  private var completion: ((Outcome) -> Void)?

  /// - Throws: `AccountFailure` where a link and the security contradict each other.
  init(
    to destination: Destination, _ security: Security, on loop: EventLoop
  ) throws(AccountFailure) {
    if case .plaintext = security, destination.isForEncryption {
      throw .linkInTheClear
    }
    self.destination = destination
    self.security = security
    self.loop = loop
  }

  var isEncrypted: Bool { keyring != nil }

  /// The person's keys; nil in the clear.
  var keyring: Keyring? {
    if case .encrypted(let keyring) = security { keyring } else { nil }
  }

  /// What is known of the router's keys; nil in the clear.
  ///
  /// - Throws: `KeyringFailure` where that can't be read.
  func trust() throws(KeyringFailure) -> RouterTrust? {
    guard case .encrypted(let keyring) = security else { return nil }
    return try keyring.trust(in: destination)
  }

  /// What is known of the keys of people at the router; nil in the clear.
  func peerTrust() throws(KeyringFailure) -> PeerTrust? {
    guard case .encrypted(let keyring) = security else { return nil }
    let known = try keyring.known()
    return try KeyringFailure.wrapping { () throws(KnownKeys.Failure) in
      try PeerTrust(atRouter: destination.router.description, known)
    }
  }

  /// The person says that this is the router's key.
  func trust(_ pin: Pin) throws(KeyringFailure) {
    guard let trust = try trust() else { return }
    try KeyringFailure.wrapping { () throws(KnownKeys.Failure) in try trust.trust(pin) }
  }

  /// The router says which key it will have next; nil for none.
  func expect(_ next: Pin?) throws(KeyringFailure) {
    guard let trust = try trust() else { return }
    try KeyringFailure.wrapping { () throws(KnownKeys.Failure) in try trust.expect(next) }
  }

  /// Connects.
  ///
  /// - Parameter completion: Called once, never inside this call, unless `cancel` comes first.
  func connect(completion: @escaping (Outcome) -> Void) {
    isConnecting = true
    self.completion = completion
    do throws(KeyringFailure) {
      switch security {
      case .plaintext: connectInTheClear()
      case .encrypted(let keyring): try connect(with: keyring)
      }
    } catch {
      loop.later { [weak self] in self?.complete(.failed(.noKeyring(error))) }
    }
  }

  /// Ends it without a completion.
  func cancel() {
    isConnecting = false
    completion = nil
    connector?.cancel()
    connector = nil
  }

  private func connect(with keyring: Keyring) throws(KeyringFailure) {
    let trust = try keyring.trust(in: destination)
    let judgement = try KeyringFailure.wrapping { () throws(KnownKeys.Failure) in
      try trust.judgement()
    }
    connect(by: try keyring.context(judgement)) { [unowned self] in
      switch $0 {
      case .success(let connection): return met(connection, trust)
      case .failure(.untrusted(_, let pin)): return .doubted(judgement.doubt(about: pin))
      case .failure(let error): return .failed(.unreachable(error, destination.router))
      }
    }
  }

  private func connectInTheClear() {
    connect(by: nil) { [unowned self] in
      switch $0 {
      case .success(let connection): return .connected(connection)
      case .failure(let error): return .failed(.unreachable(error, destination.router))
      }
    }
  }

  private func connect(
    by context: TLSContext?, outcome: @escaping (Result<Connection, ConnectError>) -> Outcome
  ) {
    connector = Connector.connect(
      to: destination.router, on: loop, timeout: RouterConnector.timeout, encryptedBy: context
    ) { [unowned self] in
      connector = nil
      complete(outcome($0))
    }
  }

  /// Takes note of the key that the router has proved to have.
  private func met(_ connection: Connection, _ trust: RouterTrust) -> Outcome {
    do throws(KeyringFailure) {
      try KeyringFailure.wrapping { () throws(KnownKeys.Failure) in
        if let pin = connection.peerPin { try trust.met(pin) }
      }
      return .connected(connection)
    } catch {
      connection.close()
      return .failed(.noKeyring(error))
    }
  }

  private func complete(_ outcome: Outcome) {
    isConnecting = false
    let tell = completion
    completion = nil
    tell?(outcome)
  }
}
