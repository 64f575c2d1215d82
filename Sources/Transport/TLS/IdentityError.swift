package import struct SystemPackage.Errno

/// Why there is no identity key to be had.
package enum IdentityError: Error, Hashable, Sendable {
  case unreadable(String, Errno)
  case openToOthers(String)
  case cannotWrite(String, Errno)
  case noKey
  case noCertificate
  case notOnePair
  case wantsPassphrase
  case wrongPassphrase
  case unknownEncryption
  case unusable(String)
}

extension IdentityError: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  package var description: String {
    switch self {
    case .unreadable(let path, let error): "\(path) can't be read: \(error)"
    case .openToOthers(let path):
      "\(path) holds a private key that others could read or change; chmod 600 it, "
        + "and make a new key if others have had the chance to"
    case .cannotWrite(let path, let error): "\(path) can't be written: \(error)"
    case .noKey: "there is no private key in it; a PEM file with PRIVATE KEY is wanted"
    case .noCertificate: "there is no certificate in it; a PEM file with CERTIFICATE is wanted"
    case .notOnePair:
      "the certificate is not of this private key; give the two that belong together"
    case .wantsPassphrase: "the private key is encrypted; write it without a passphrase, mode 0600"
    case .wrongPassphrase: "the passphrase is wrong, or the file is damaged"
    case .unknownEncryption:
      "the private key is encrypted in a way that isn't taken; PBES2 with PBKDF2 is, "
        + "as openssl pkcs8 -topk8 -v2 aes-256-cbc writes it"
    case .unusable(let reason): "the key can't be used: \(reason)"
    }
  }
}
