/// The rows of its tables.
extension AccessBook {
  package struct Owner: Hashable, Sendable {
    /// The name as it was registered, and folded.
    package let name: String
    package let key: String
    /// The key's fingerprint, as links have it.
    package let pin: String
    package let since: Int64

    package init(name: String, key: String, pin: String, since: Int64) {
      (self.name, self.key, self.pin, self.since) = (name, key, pin, since)
    }
  }

  package struct Invitation: Hashable, Sendable {
    package let id: Int64
    package let hash: [UInt8]
    package let name: String?
    package let uses: Int64
    package let expires: Int64?

    package init(id: Int64, hash: [UInt8], name: String?, uses: Int64, expires: Int64?) {
      (self.id, self.hash, self.name) = (id, hash, name)
      (self.uses, self.expires) = (uses, expires)
    }
  }

  package struct Ban: Hashable, Sendable {
    package let kind: String
    package let value: String

    package init(kind: String, value: String) {
      (self.kind, self.value) = (kind, value)
    }
  }
}
