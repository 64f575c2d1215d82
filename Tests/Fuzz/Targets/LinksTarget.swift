import Framing
import Transport

/// A text as a link: what it is read as, written again, is read as the same.
enum LinksTarget {
  static func run(_ input: [UInt8]) throws(Contradiction) {
    let text = String(decoding: input, as: UTF8.self)
    for candidate in [text, "banter://" + text, "banter://h/?" + text] {
      guard let invitation = try? Invitation.parse(candidate) else { continue }
      let link = "\(invitation)"
      let isPlain =
        link.utf8.allSatisfy { 0x21...0x7E ~= $0 } || !invitation.host.utf8.allSatisfy { $0 < 0x80 }
      try require(isPlain, "a link with more than plain letters: \(link)")
      // Escapes may make it longer than a link may be.
      guard link.utf8.count <= Invitation.limit else { continue }
      try require((try? Invitation.parse(link)) == invitation, "\(link) is read as another")
    }
  }
}
