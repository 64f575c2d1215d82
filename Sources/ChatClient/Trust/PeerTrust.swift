internal import Framing
internal import Storage

/// What one person knows of the keys of others at one router.
///
/// All of it is read at once: whether somebody was compared must be known before anything is sent to them.
package final class PeerTrust {
  private let address: String
  private let keys: KnownKeys
  private var known: [String: TrustBook.Peer]

  /// Reads what is known.
  ///
  /// - Parameters:
  ///   - address: Where the router is reached.
  ///   - keys: What the person knows.
  /// - Throws: `KnownKeys.Failure` where that can't be read.
  package init(atRouter address: String, _ keys: KnownKeys) throws(KnownKeys.Failure) {
    let address = address.lowercased()
    (self.address, self.keys) = (address, keys)
    known = try keys.with { (book) throws(SQLiteError) in try book.peers(atRouter: address) }
  }

  /// The keys that the router told last.
  func seen(of peer: Peer) -> Set<Pin> { known[peer.id]?.seen ?? [] }

  /// The keys that the two have compared.
  func compared(with peer: Peer) -> Set<Pin> { known[peer.id]?.compared ?? [] }

  /// Takes note of what the router tells.
  func see(_ pins: Set<Pin>, of name: Name) throws(KnownKeys.Failure) {
    known[name.key] = try keys.with { (book) throws(SQLiteError) in
      try book.see(pins, of: name, atRouter: address)
    }
  }

  /// Keeps which keys the two have compared; none takes it back.
  func compare(_ pins: Set<Pin>, of name: Name) throws(KnownKeys.Failure) {
    known[name.key] = try keys.with { (book) throws(SQLiteError) in
      try book.compare(pins, of: name, atRouter: address)
    }
  }
}
