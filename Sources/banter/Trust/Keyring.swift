internal import ChatClient
internal import SystemPackage
internal import Transport

/// What a person is known by, and whom they know: their own key, and the keys of others.
///
/// There is one for all names of a person, in the state folder: `identity.pem`, mode 0600, made when it is first
/// needed, and `trust.sqlite`. A key that can't be read stops whoever needs it; another never takes its place.
/// Nothing is read before the first connection needs it.
final class Keyring {
  private let place: StatePlace
  private var identity: TLSIdentity?
  private var keys: KnownKeys?

  /// - Parameter place: Where the files are; `.memory` begins anew each time.
  init(in place: StatePlace) {
    self.place = place
  }

  /// The person's own key; made where there was none yet.
  func own() throws(KeyringFailure) -> TLSIdentity {
    if let identity { return identity }
    let own = try Keyring.identity(at: try file("identity.pem"))
    identity = own
    return own
  }

  /// Takes another key for the person's own.
  func adopt(_ new: TLSIdentity) { identity = new }

  /// The keys of others.
  func known() throws(KeyringFailure) -> KnownKeys {
    if let keys { return keys }
    let path = try file("trust.sqlite")
    do throws(KnownKeys.Failure) {
      let known = try KnownKeys(path)
      keys = known
      return known
    } catch {
      throw .badBook(error)
    }
  }

  /// What is known of a router.
  func trust(in destination: Destination) throws(KeyringFailure) -> RouterTrust {
    RouterTrust(
      at: destination.router.description, invited: destination.invitation?.pin, try known())
  }

  /// Trusts a router that this program has started, which needs no asking: it has told its key itself.
  func trust(_ router: StartedRouter, reachedAt destination: Destination) throws(KeyringFailure) {
    let trust = try trust(in: destination)
    try KeyringFailure.wrapping { () throws(KnownKeys.Failure) in try trust.trust(router.pin) }
  }

  /// What a connection is encrypted by: shows the own key to a router that has one of the right keys.
  func context(_ judgement: RouterJudgement) throws(KeyringFailure) -> TLSContext {
    let own = try own()
    do throws(IdentityError) {
      return try .client(own) { judgement.accepts($0) }
    } catch {
      throw .badKey("TLS", error)
    }
  }

  // MARK: Files

  /// Where a file is, in a folder that only this person can write in; nil for none.
  func file(_ name: String) throws(KeyringFailure) -> String? {
    let condition: PrivateFolder.Condition
    var path: String?
    do throws(Errno) {
      path = try place.folder()
      guard let path else { return nil }
      condition = try PrivateFolder.prepare(path)
    } catch {
      throw .noFolder(path, error)
    }
    guard let path, condition == .fine else { throw .openToOthers(path ?? "") }
    return path + "/" + name
  }

  private static func identity(at path: String?) throws(KeyringFailure) -> TLSIdentity {
    do throws(IdentityError) {
      guard let path else { return try TLSIdentity.make() }
      if let existing = try existing(path) { return existing }
      return try made(at: path)
    } catch {
      throw .badKey(path ?? "", error)
    }
  }

  /// The key of a file; nil where there is no such file.
  private static func existing(_ path: String) throws(IdentityError) -> TLSIdentity? {
    do throws(IdentityError) {
      return try TLSIdentity.load(path)
    } catch {
      guard case .unreadable(_, .noSuchFileOrDirectory) = error else { throw error }
      return nil
    }
  }

  private static func made(at path: String) throws(IdentityError) -> TLSIdentity {
    let identity = try TLSIdentity.make()
    do throws(IdentityError) {
      try identity.save(to: path)
      return identity
    } catch {
      // Another program of this person was quicker: its key it is.
      guard case .cannotWrite(_, .fileExists) = error else { throw error }
      return try TLSIdentity.load(path)
    }
  }
}
