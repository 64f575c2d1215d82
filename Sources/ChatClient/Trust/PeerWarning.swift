/// Something that the person should know of a peer before trusting what that one writes.
package struct PeerWarning: Hashable, Sendable {
  /// A few words, beside the name in the roster.
  package let short: String
  /// The whole of it, above what was said.
  package let long: String

  package init(short: String, long: String) {
    self.short = short
    self.long = long
  }
}

extension PeerWarning {
  /// What to say of somebody whose keys the two have compared; nil where all is well.
  init?(_ keys: PeerKeys, of name: String) {
    switch (keys.standing, keys.source) {
    case (.changed, _):
      let short = keys.now.isEmpty ? TrustWording.noKeyNow : TrustWording.anotherKey
      self.init(short: short, long: TrustWording.keyChanged(keys, of: name))
    case (.verified, .untold(let silence)):
      self.init(
        short: TrustWording.keyNotChecked, long: TrustWording.keyNotChecked(of: name, silence))
    default: return nil
    }
  }

  /// This one, and after it what else is to be known of the same person.
  package func and(_ other: PeerWarning?) -> PeerWarning {
    guard let other else { return self }
    return PeerWarning(short: short, long: long + "\n" + other.long)
  }
}
