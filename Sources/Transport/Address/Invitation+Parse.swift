internal import Framing

extension Invitation {
  /// Reads a link.
  ///
  /// - Throws: `InvitationError` where it is not one, or a part of it is not what it should be.
  package static func parse(_ text: String) throws(InvitationError) -> Invitation {
    guard text.utf8.count <= limit else { throw .tooLong }
    let scheme = "banter://"
    guard text.utf8.count > scheme.utf8.count, text.prefix(scheme.count).lowercased() == scheme
    else { throw .notALink }
    let rest = text.dropFirst(scheme.count)
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var invitation = try place(parts[0])
    if parts.count == 2 { try invitation.takeQuery(parts[1]) }
    return invitation
  }

  private static func place(_ text: Substring) throws(InvitationError) -> Invitation {
    let place = text.hasSuffix("/") ? text.dropLast() : text
    do {
      guard
        case .network(let host, let port) = try HostPort.parse(
          String(place), defaultPort: defaultPort), port > 0
      else { throw EndpointError.badCharacter(String(place)) }
      return Invitation(host: host, port: port)
    } catch {
      throw .badPlace
    }
  }

  private mutating func takeQuery(_ query: Substring) throws(InvitationError) {
    var seen: Set<Substring> = []
    for word in query.split(separator: "&") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = Self.unescaped(parts[1]) else {
        throw .badField(String(parts[0]))
      }
      guard seen.insert(parts[0]).inserted else { throw .badField(String(parts[0])) }
      try take(parts[0], value)
    }
  }

  private mutating func take(_ key: Substring, _ value: String) throws(InvitationError) {
    switch key {
    case "pin":
      guard let pin = Pin.parse(value) else { throw .badField("pin") }
      self.pin = pin
    case "token":
      guard 1...Limits.tokenBytes ~= value.utf8.count, value.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
      else { throw .badField("token") }
      token = value
    case "name":
      guard let name = try? Name.parse(value) else { throw .badField("name") }
      self.name = name.text
    default: break
    }
  }

  /// The text with each `%XX` as the byte that it stands for; nil where that is not UTF-8.
  private static func unescaped(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
