internal import Framing
internal import SystemPackage
internal import Transport

/// The key that the router shows its clients, and the one that it will show next.
///
/// It is changed in two steps, as SSH's `UpdateHostKeys` does. `banterd rotate-key` makes the next key, and from
/// then on each `welcome` of version 2 names its pin: a client that trusts the router by the old key takes note of
/// the new one. `banterd rotate-key --switch`, when all who matter have been here, makes it the key: connections
/// that are there live on, new ones are shown it. A client that has not been here in between asks its person.
struct RouterKey {
  let identity: TLSIdentity
  let context: TLSContext
  /// The key that is announced; nil where there is none.
  let next: TLSIdentity?
  /// Whether `--cert` and `--key` name it.
  let isConfigured: Bool

  /// Reads the key that the options name or that is in the folder, or makes it where there was never one.
  ///
  /// - Throws: `StateFailure` where one that is there can't be used: it is never silently replaced.
  init(_ options: SecurityOptions, in state: StateDirectory?) throws(StateFailure) {
    if let cert = options.cert, let key = options.key {
      identity = try Self.loaded(key, certificate: cert)
      (next, isConfigured) = (nil, true)
    } else if let state {
      identity = try Self.made(options.keyType, at: state.key)
      let announced = try Self.existing(state.nextKey)
      // A switch that was cut off between its two steps left the file behind.
      next = announced?.pin == identity.pin ? nil : announced
      isConfigured = false
    } else {
      identity = try Self.unsaved(options.keyType)
      (next, isConfigured) = (nil, false)
    }
    context = try Self.context(for: identity, from: options.key ?? state?.key ?? "--in-memory")
  }

  private init(_ identity: TLSIdentity, next: TLSIdentity?, path: String) throws(StateFailure) {
    self.identity = identity
    self.next = next
    isConfigured = false
    context = try Self.context(for: identity, from: path)
  }

  /// Makes the next key, unless there is one already, and announces it.
  func announcing(_ type: KeyType, in state: StateDirectory) throws(StateFailure) -> RouterKey {
    guard next == nil else { return self }
    return try RouterKey(identity, next: Self.made(type, at: state.nextKey), path: state.key)
  }

  /// Makes the announced key the key; nil where none is announced.
  func switched(in state: StateDirectory) throws(StateFailure) -> RouterKey? {
    guard let next else { return nil }
    do throws(IdentityError) {
      try next.save(to: state.key, isReplacing: true)
    } catch {
      throw .badKey(state.key, error)
    }
    PrivateFolder.remove(state.nextKey)
    return try RouterKey(next, next: nil, path: state.key)
  }

  // MARK: Files

  /// The key of a file; nil where there is no such file.
  static func existing(_ path: String) throws(StateFailure) -> TLSIdentity? {
    do throws(IdentityError) {
      return try TLSIdentity.load(path)
    } catch {
      guard case .unreadable(_, .noSuchFileOrDirectory) = error else { throw .badKey(path, error) }
      return nil
    }
  }

  /// The key of a configured pair of files.
  static func loaded(_ key: String, certificate: String) throws(StateFailure) -> TLSIdentity {
    do throws(IdentityError) {
      return try TLSIdentity.load(key: key, certificate: certificate)
    } catch {
      throw .badKey(key, error)
    }
  }

  private static func unsaved(_ type: KeyType) throws(StateFailure) -> TLSIdentity {
    do throws(IdentityError) {
      return try TLSIdentity.make(type)
    } catch {
      throw .badKey("--in-memory", error)
    }
  }

  private static func made(_ type: KeyType, at path: String) throws(StateFailure) -> TLSIdentity {
    if let there = try existing(path) { return there }
    do throws(IdentityError) {
      let identity = try TLSIdentity.make(type)
      try identity.save(to: path)
      return identity
    } catch {
      throw .badKey(path, error)
    }
  }

  private static func context(
    for identity: TLSIdentity, from path: String
  ) throws(StateFailure) -> TLSContext {
    do throws(IdentityError) {
      return try TLSContext.server(identity)
    } catch {
      throw .badKey(path, error)
    }
  }
}
