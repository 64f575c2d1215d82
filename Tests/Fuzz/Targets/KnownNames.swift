/// The names of all who ever registered, byte by byte: a composed and a decomposed one are two lines.
struct KnownNames {
  private(set) var list: [String] = []

  mutating func insert(_ name: String) {
    if !contains(name) { list.append(name) }
  }

  func contains(_ name: String) -> Bool {
    list.contains { $0.utf8.elementsEqual(name.utf8) }
  }
}
