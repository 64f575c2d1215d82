package import Framing

/// Who wants a name, and what it shows for that.
package struct Applicant: Sendable {
  package let name: Name
  package let isVersion2: Bool
  package let isEncrypted: Bool
  /// The key that it has proved to have.
  package let key: Pin?
  /// Of the token that it showed.
  package let token: SecretHash?
  /// Of the token in the form that link codes have.
  package let code: SecretHash?

  package init(
    name: Name, isVersion2: Bool = false, isEncrypted: Bool = false, key: Pin? = nil,
    token: SecretHash? = nil, code: SecretHash? = nil
  ) {
    (self.name, self.isVersion2, self.isEncrypted) = (name, isVersion2, isEncrypted)
    (self.key, self.token, self.code) = (key, token, code)
  }
}
