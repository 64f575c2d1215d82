import Framing

/// Who is registered: one namespace for all dialects.
///
/// The entries are kept in the order of the code points of the names, which is that of their UTF-8 and
/// the one in which any other program's plain sort puts them.
struct Directory {
  struct Entry {
    let name: String
    let id: SessionID
    let dialect: Dialect
  }

  private(set) var entries: [Entry] = []

  /// Grows with each change of who is there.
  private(set) var version = 0
  private var byName: [Name: SessionID] = [:]

  var names: [String] { entries.map(\.name) }

  subscript(name: Name) -> SessionID? { byName[name] }

  /// Who is meant by what a sender wrote.
  func session(named text: String) -> SessionID? {
    (try? Name.parse(text)).flatMap { byName[$0] }
  }

  /// All who speak `dialect`, but `one`.
  func sessions(speaking dialect: Dialect, except one: SessionID? = nil) -> [SessionID] {
    entries.lazy.filter { $0.dialect == dialect && $0.id != one }.map(\.id)
  }

  mutating func add(_ name: Name, _ id: SessionID, _ dialect: Dialect) {
    byName[name] = id
    entries.insert(
      Entry(name: name.text, id: id, dialect: dialect), at: position(of: name.text))
    version += 1
  }

  mutating func remove(_ name: Name) {
    guard byName.removeValue(forKey: name) != nil else { return }
    entries.remove(at: position(of: name.text))
    version += 1
  }

  /// Gives a name to another connection of the same user, which nobody else notices.
  mutating func hand(_ name: Name, to id: SessionID) {
    guard byName.updateValue(id, forKey: name) != nil else { return }
    let index = position(of: name.text)
    entries[index] = Entry(name: name.text, id: id, dialect: entries[index].dialect)
  }

  /// Where the name is, or has to go.
  private func position(of name: String) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].name.utf8.lexicographicallyPrecedes(name.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
