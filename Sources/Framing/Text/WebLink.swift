/// An address of the web as it stands in a text that somebody sent.
///
/// What is shown of it is all that is opened, so whatever could make the two differ is no part of an
/// address: blanks, controls, what turns the direction of text and what has no width end it. The host is
/// of plain letters, since others can be painted like them; a name before the host (`bank@host`) and a
/// text that an override turns round make it no address at all.
package struct WebLink: Hashable, Sendable {
  /// The longest that is taken for one, in bytes of UTF-8.
  package static let limit = 2_048

  /// Where it stands in the text, in bytes of UTF-8.
  package let range: Range<Int>

  /// What a browser is given: begins with `http://` or `https://`, printable ASCII without blanks or quotes.
  ///
  /// What was written in other letters is percent-encoded here, as RFC 3987 §3.1 has it.
  package let address: String

  /// Finds the addresses in a text, in their order.
  package static func find(in text: String) -> [WebLink] {
    guard text.utf8.contains(UInt8(ascii: ":")) else { return [] }
    var finder = WebLinkFinder(text)
    return finder.find()
  }
}
