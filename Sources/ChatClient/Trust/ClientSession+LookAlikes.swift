internal import Storage

extension ClientSession {
  /// Finds the people whose names look like another's, or like one's own.
  ///
  /// - Parameter lookAlikes: Knows what names look like.
  /// - Returns: What is to be said of each.
  package func warnings(from lookAlikes: LookAlikes) -> [Peer: PeerWarning] {
    let oneself = Peer(name)
    let talkedWith = conversations.keys.filter { !$0.isRoom }
    let peers = Set(roster.people.map { Peer($0.name) } + talkedWith + [oneself])
    var titles: [String: Peer] = [:]
    for peer in peers { titles[peer.title] = peer }
    let marks = lookAlikes.marks(in: titles.keys.sorted()) { [self] title in
      guard let peer = titles[title] else { return nil }
      return peer == oneself ? .min : conversations[peer]?.thread.id
    }
    var warnings: [Peer: PeerWarning] = [:]
    for (title, other) in marks {
      guard let peer = titles[title] else { continue }
      let isOwn = titles[other] == oneself
      warnings[peer] = PeerWarning(
        short: isOwn ? TrustWording.looksLikeYou : TrustWording.looksLike(other),
        long: TrustWording.isNot(title, other, isOwn: isOwn))
    }
    return warnings
  }
}
