package import Framing

/// What is known of the keys of one person, and how that is known.
package struct PeerKeys: Hashable, Sendable {
  /// How far the person can be told from somebody else.
  package enum Standing: Hashable, Sendable {
    /// The name belongs to no key: anybody may have it.
    case keyless
    /// There is a key, and the two have not compared it.
    case unverified
    /// All keys are ones that the two have compared.
    case verified
    /// The two have compared keys, and these are not those, or not only.
    case changed
  }

  /// Where `now` is from.
  package enum Source: Hashable, Sendable {
    /// The router has told it on this connection, and tells of each change.
    case told
    /// The router is being asked: it is from the last time.
    case asking
    /// There is no router to ask: it is from the last time.
    case offline
    /// The router does not tell, and why: it is from the last time.
    case untold(Silence)
  }

  /// Why a router does not tell.
  package enum Silence: Hashable, Sendable {
    /// It speaks a version that knows of no keys, or not of this message.
    case tooOld
    /// It has not answered in time.
    case noAnswer
    /// It has refused.
    case refused
  }

  /// The keys that the name belongs to, in a fixed order.
  package let now: [Pin]
  /// The keys that the two have compared, in a fixed order.
  package let compared: [Pin]
  package let source: Source

  package init(now: Set<Pin>, compared: Set<Pin>, source: Source) {
    self.now = now.sorted { $0.text < $1.text }
    self.compared = compared.sorted { $0.text < $1.text }
    self.source = source
  }

  package var standing: Standing {
    guard !compared.isEmpty else { return now.isEmpty ? .keyless : .unverified }
    return !now.isEmpty && now.allSatisfy(compared.contains) ? .verified : .changed
  }
}
