package import Framing

/// A link to a router: where it is, the key it must have, and the right to join.
///
///     banter://chat.example.org:5050/?pin=BASE64URL&token=TEXT&name=NAME
///
/// With the pin, first use is as safe as every later one. All after the question mark may be missing; words
/// that are not known are passed over, so that a later version may add some.
package struct Invitation: Hashable, Sendable {
  /// The longest link, in bytes.
  package static let limit = 1_024
  /// The port of a link that names none.
  package static let defaultPort: UInt16 = 5_050

  package var host: String
  package var port: UInt16
  /// The router's key; nil where the link does not tell.
  package var pin: Pin?
  /// What lets its bearer join; nil where the link only leads there.
  package var token: String?
  /// The name that the bearer is invited by; nil for any.
  package var name: String?

  package init(
    host: String, port: UInt16 = defaultPort, pin: Pin? = nil, token: String? = nil,
    name: String? = nil
  ) {
    self.host = host
    self.port = port
    self.pin = pin
    self.token = token
    self.name = name
  }

  /// Where to connect to.
  package var destination: HostPort { .network(host: host, port: port) }
}

extension Invitation: CustomStringConvertible {
  /// The link, as `parse` reads it.
  package var description: String {
    let words = [("pin", pin?.text), ("token", token), ("name", name)]
    let query = words.compactMap { key, value in value.map { "\(key)=\(Self.escaped($0))" } }
    let place = "banter://\(destination)/"
    return query.isEmpty ? place : "\(place)?\(query.joined(separator: "&"))"
  }

  /// The text with all but the unreserved characters of RFC 3986 §2.3 as `%XX`.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-._~".unicodeScalars.contains(scalar))
      return isPlain
        ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
