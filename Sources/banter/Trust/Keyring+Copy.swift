internal import Framing
internal import SystemPackage
internal import Transport

/// Copies of the person's own key in files of their own.
extension Keyring {
  /// Writes a copy that takes a passphrase to read; a file that is there stays as it is.
  func export(to file: String, passphrase: String) throws(KeyringFailure) {
    try wrapping(file) { (own) throws(IdentityError) in
      try own.export(to: file, passphrase: passphrase)
    }
  }

  /// Reads a copy; nothing changes by that.
  func read(_ file: String, passphrase: String) throws(KeyringFailure) -> TLSIdentity {
    try wrapping(file) { (_) throws(IdentityError) in
      try TLSIdentity.imported(from: file, passphrase: passphrase)
    }
  }

  /// Puts another key in the place of the person's own.
  ///
  /// - Returns: The file that the one before is kept in; nil where keys are not kept at all.
  func replace(by new: TLSIdentity) throws(KeyringFailure) -> String? {
    guard let path = try file("identity.pem") else {
      adopt(new)
      return nil
    }
    let kept = try wrapping(path) { (own) throws(IdentityError) -> String in
      let kept = String(path.dropLast(4)) + "-" + own.pin.groups.prefix(4).joined() + ".pem"
      do throws(IdentityError) {
        try own.save(to: kept)
      } catch {
        // It was replaced before: then it is kept already, under its own fingerprint.
        guard case .cannotWrite(_, .fileExists) = error else { throw error }
      }
      try new.save(to: path, isReplacing: true)
      return kept
    }
    adopt(new)
    return kept
  }

  private func wrapping<Value>(
    _ path: String, _ body: (TLSIdentity) throws(IdentityError) -> Value
  ) throws(KeyringFailure) -> Value {
    let own = try own()
    do throws(IdentityError) {
      return try body(own)
    } catch {
      throw .badKey(path, error)
    }
  }
}
