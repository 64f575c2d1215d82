internal import Framing
internal import Routing
internal import Storage
internal import Transport

/// Who may have which name: the policy in memory, and the book on the disk.
final class AccessKeeper {
  private(set) var access = Access()
  private(set) var bannedAddresses: Set<AddressKey> = []
  private let book: AccessBook
  private var lastInvitation: Int64 = 0

  /// Opens the book and reads all of it.
  ///
  /// - Throws: `StateFailure` where it can't be used: to go on without it would give names away.
  init(
    _ joining: Joining, in state: StateDirectory?, at now: Int64
  ) throws(StateFailure) {
    do throws(SQLiteError) {
      book = try AccessBook(state.map { .file($0.accessDatabase) } ?? .memory)
      access.joining = joining
      for owner in try book.owners() {
        guard let name = try? Name.parse(owner.name), let pin = Pin.parse(owner.pin) else {
          throw SQLiteError(.corrupt, detail: "no name or no key: \(owner.name)")
        }
        access.apply(.bound(name, pin, at: owner.since))
      }
      for row in try book.invitations(at: now) {
        lastInvitation = max(lastInvitation, row.id)
        access.apply(.invited(Admittance(row)))
      }
      for row in try book.bans() { apply(row) }
    } catch {
      throw .badBook(state?.accessDatabase ?? ":memory:", error)
    }
  }

  private func apply(_ row: AccessBook.Ban) {
    guard let ban = Ban(row) else { return }
    access.apply(.banned(ban))
    if case .address(let text) = ban, let key = AddressKey(text) { bannedAddresses.insert(key) }
  }

  // MARK: Deciding

  func judge(_ applicant: Applicant, at now: Int64) -> Access.Verdict {
    access.judge(applicant, at: now)
  }

  func isBanned(_ endpoint: Endpoint) -> Bool {
    !bannedAddresses.isEmpty && AddressKey(endpoint).map(bannedAddresses.contains) ?? false
  }

  func setJoining(_ joining: Joining) { access.joining = joining }

  // MARK: Changing

  /// Writes changes to the disk, all of them or none, and then lets them hold.
  func keep(_ changes: [AccessChange]) throws(SQLiteError) {
    try book.transaction { () throws(SQLiteError) in
      for change in changes { try write(change) }
    }
    for change in changes {
      access.apply(change)
      switch change {
      case .banned(.address(let text)): AddressKey(text).map { _ = bannedAddresses.insert($0) }
      case .unbanned(.address(let text)): AddressKey(text).map { _ = bannedAddresses.remove($0) }
      default: break
      }
    }
  }

  private func write(_ change: AccessChange) throws(SQLiteError) {
    switch change {
    case .bound(let name, let pin, let time):
      try book.add(.init(name: name.text, key: name.key, pin: pin.text, since: time))
    case .unbound(let name): try book.removeOwners(of: name.key)
    case .invited(let admittance): try book.add(AccessBook.Invitation(admittance))
    case .used(let id): try book.useInvitation(id)
    case .banned(let ban): try book.add(AccessBook.Ban(ban))
    case .unbanned(let ban): try book.remove(AccessBook.Ban(ban))
    }
  }

  /// The number of a new invitation.
  func nextInvitation() -> Int64 {
    lastInvitation += 1
    return lastInvitation
  }

  /// Takes note of a code by which one more device can have a name.
  func link(_ name: Name, by hash: SecretHash, at now: Int64) {
    access.link(name, by: hash, at: now)
  }
}
