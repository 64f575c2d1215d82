package import Framing

/// Whose each name is, and who may have one that is nobody's: the policy, without a clock, a disk or a socket.
///
/// - A name belongs to the keys that it is bound to: the one with which it was first registered over TLS in
///   version 2, and those of further devices. Who comes with another key, or none, does not get it.
/// - A name that is bound to none may be had by anybody (`open`), or takes an invitation. One that a good
///   invitation was made for is kept for its bearer, whoever else may join.
/// - A further device is bound by a code that a device of the same name was given. Codes are short-lived and
///   only here: a restart ends them.
///
/// It answers with the changes; who asks has them written to the disk, and then applies them here. Every stored
/// hash is compared with, in constant time each: how long that takes tells nothing of any of them.
package struct Access: Sendable {
  private struct Link {
    let hash: SecretHash
    let expires: Int64
  }

  /// What was decided.
  package enum Verdict: Sendable {
    /// Let in, with what that changes.
    case admitted([AccessChange])
    case refused(ErrorCode, CloseCode, String)
  }

  /// For how long a link code is good, in milliseconds.
  package static let linkTime: Int64 = 600_000

  package var joining = Joining.open
  package private(set) var owners: [Name: Set<Pin>] = [:]
  package private(set) var admittances: [Int64: Admittance] = [:]
  package private(set) var bans: Set<Ban> = []
  private var links: [Name: Link] = [:]

  package init() {}

  // MARK: Deciding

  /// Decides whether somebody may have a name now.
  package func judge(_ applicant: Applicant, at now: Int64) -> Verdict {
    guard !bans.contains(.name(applicant.name)),
      !(applicant.key.map { bans.contains(.key($0)) } ?? false)
    else { return .refused(.forbidden, .kicked, Wording.banned()) }
    guard let keys = owners[applicant.name] else { return judgeNewcomer(applicant, at: now) }
    if let key = applicant.key {
      if keys.contains(key) { return .admitted([]) }
      if isLinked(applicant, at: now) { return .admitted([.bound(applicant.name, key, at: now)]) }
      return .refused(.nameTaken, .nameTaken, Wording.nameOfAnotherKey(applicant.name.text))
    }
    return .refused(.nameLocked, .nameTaken, Wording.nameLocked(applicant.name.text))
  }

  /// Of a name that is nobody's.
  private func judgeNewcomer(_ applicant: Applicant, at now: Int64) -> Verdict {
    let admittance = good(applicant.token, for: applicant.name, at: now)
    guard admittance != nil || mayJoinUninvited(as: applicant.name, at: now) else {
      return .refused(.authRequired, .kicked, Wording.authRequired(applicant.name.text))
    }
    guard let key = applicant.key, applicant.isVersion2 else {
      // An invitation makes the name somebody's, which takes a key.
      return admittance == nil || mayJoinUninvited(as: applicant.name, at: now)
        ? .admitted([]) : .refused(.authRequired, .kicked, Wording.keyRequired())
    }
    let use = admittance.map { [AccessChange.used(id: $0.id)] } ?? []
    return .admitted(use + [.bound(applicant.name, key, at: now)])
  }

  private func mayJoinUninvited(as name: Name, at now: Int64) -> Bool {
    joining == .open && !admittances.values.contains { $0.name == name && $0.isGood(at: now) }
  }

  /// The invitation that was shown, where it is good and for this name.
  private func good(_ token: SecretHash?, for name: Name, at now: Int64) -> Admittance? {
    guard let token else { return nil }
    var found: Admittance?
    for admittance in admittances.values where admittance.hash.matches(token) { found = admittance }
    guard let found, found.isGood(at: now) else { return nil }
    return found.name == name || (found.name == nil && joining != .members) ? found : nil
  }

  private func isLinked(_ applicant: Applicant, at now: Int64) -> Bool {
    guard let code = applicant.code, let link = links[applicant.name], link.expires > now,
      applicant.isVersion2
    else { return false }
    return link.hash.matches(code)
  }

  // MARK: Changing

  /// Takes note of a code by which one more device can have a name; the one before is worthless then.
  package mutating func link(_ name: Name, by hash: SecretHash, at now: Int64) {
    links = links.filter { $0.value.expires > now }
    links[name] = Link(hash: hash, expires: now + Self.linkTime)
  }

  package mutating func apply(_ change: AccessChange) {
    switch change {
    case .bound(let name, let pin, _):
      // A code is good once, and a name that changes hands takes none along.
      if owners[name] != nil { links[name] = nil }
      owners[name, default: []].insert(pin)
    case .unbound(let name): (owners[name], links[name]) = (nil, nil)
    case .invited(let admittance): admittances[admittance.id] = admittance
    case .used(let id):
      admittances[id]?.uses -= 1
      if admittances[id]?.uses == 0 { admittances[id] = nil }
    case .banned(let ban): bans.insert(ban)
    case .unbanned(let ban): bans.remove(ban)
    }
  }
}
