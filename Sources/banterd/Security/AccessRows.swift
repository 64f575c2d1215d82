internal import Framing
internal import Routing
internal import Storage
internal import Transport

extension Admittance {
  init(_ row: AccessBook.Invitation) {
    self.init(
      id: row.id, hash: SecretHash(row.hash), name: row.name.flatMap { try? Name.parse($0) },
      uses: row.uses, expires: row.expires)
  }
}

extension AccessBook.Invitation {
  init(_ admittance: Admittance) {
    self.init(
      id: admittance.id, hash: admittance.hash.bytes, name: admittance.name?.text,
      uses: admittance.uses, expires: admittance.expires)
  }
}

extension Ban {
  /// Reads a row; nil where a later version wrote it.
  init?(_ row: AccessBook.Ban) {
    switch row.kind {
    case "name":
      guard let name = try? Name.parse(row.value) else { return nil }
      self = .name(name)
    case "key":
      guard let pin = Pin.parse(row.value) else { return nil }
      self = .key(pin)
    case "address": self = .address(row.value)
    default: return nil
    }
  }

  /// Reads what a person wrote: a numeric address, a fingerprint, or else a name.
  static func parse(_ text: String) throws(NameError) -> Ban {
    if let key = AddressKey(text) { return .address("\(key)") }
    if let pin = Pin.parse(text) { return .key(pin) }
    return .name(try Name.parse(text))
  }
}

extension AccessBook.Ban {
  init(_ ban: Ban) {
    switch ban {
    case .name(let name): self.init(kind: "name", value: name.key)
    case .key(let pin): self.init(kind: "key", value: pin.text)
    case .address(let text): self.init(kind: "address", value: text)
    }
  }
}
