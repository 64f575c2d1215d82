/// The name of a person, as it was registered, and the key under which it is compared.
///
/// Two names are one where they fold to the same key: the text in lower case, by way of upper case,
/// scalar by scalar and without a locale. So `STRASSE` is `straße` and `Straẞe`, a final `ς` is `σ`,
/// and `ı` is `i`: where Unicode's own folding would keep two apart that a person confuses, this keeps
/// them one. `İ` stays apart (`i` with a dot above). Swift compares and hashes strings by canonical
/// equivalence, so a composed and a decomposed name are one as well, without writing either in NFC.
package struct Name: Sendable {
  /// The name as registered, which is how it is shown.
  package let text: String

  /// The folded name.
  package let key: String

  init(text: String, key: String) {
    self.text = text
    self.key = key
  }
}

extension Name: Hashable {
  package static func == (a: Name, b: Name) -> Bool { a.key == b.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
