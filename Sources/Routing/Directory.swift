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
  private(set) var lines = LineTable()
  private(set) var version2: [SessionID] = []
  private(set) var legacy: [SessionID] = []

  /// Those who are sent lists: all of version 1 and of the legacy protocol.
  ///
  /// One that leaves is replaced by the last.
  private(set) var listReaders: [SessionID] = []

  /// The names as lists have them.
  private(set) var names = NameList()
  private var frames: (version: Int, json: [UInt8]?, legacy: [UInt8]?) = (0, nil, nil)
  private var byName: [Name: SessionID] = [:]

  /// The list of all who are there as a frame, which is made once for each version of it.
  mutating func userList(_ kind: FrameKind) -> [UInt8] {
    if frames.version != version { frames = (version, nil, nil) }
    if let frame = kind == .json ? frames.json : frames.legacy { return frame }
    let frame = names.frame(kind)
    if kind == .json { frames.json = frame } else { frames.legacy = frame }
    return frame
  }

  subscript(name: Name) -> SessionID? { byName[name] }

  /// The connection of who is meant by what somebody wrote.
  func session(named text: String) -> SessionID? {
    (try? Name.parse(text)).flatMap { byName[$0] }
  }

  /// All who speak `dialect`, but `one`.
  func sessions(speaking dialect: Dialect, except one: SessionID? = nil) -> [SessionID] {
    switch dialect {
    case .version1: entries.lazy.filter { $0.dialect == dialect && $0.id != one }.map(\.id)
    case .version2: version2.filter { $0 != one }
    case .legacy: legacy.filter { $0 != one }
    }
  }

  /// Takes in the first connection of a user, who comes into the lists with it.
  mutating func add(_ name: Name, _ id: SessionID, _ dialect: Dialect, _ user: User) {
    byName[name] = id
    entries.insert(
      Entry(name: name.text, id: id, dialect: dialect), at: position(of: name.text))
    names.insert(name.text)
    version += 1
    enlist(name.text, id, dialect, user, isFound: true)
  }

  /// Takes in a further connection of a user.
  mutating func addDevice(_ name: Name, _ id: SessionID, _ dialect: Dialect, _ user: User) {
    enlist(name.text, id, dialect, user, isFound: false)
  }

  /// Takes a user's last connection out, and the user out of the lists.
  mutating func remove(_ name: Name) {
    guard byName.removeValue(forKey: name) != nil else { return }
    let entry = entries.remove(at: position(of: name.text))
    names.remove(entry.name)
    version += 1
    strikeOff(entry.name, entry.id, entry.dialect)
  }

  /// Takes one of several connections of a user out, which nobody else notices; `heir` has its line then.
  mutating func removeDevice(_ name: Name, _ id: SessionID, _ dialect: Dialect, heir: SessionID) {
    strikeOff(name.text, id, dialect)
    guard byName[name] == id else { return }
    byName[name] = heir
    let index = position(of: name.text)
    entries[index] = Entry(name: name.text, id: heir, dialect: entries[index].dialect)
    lines.lead(name.text, to: heir)
  }

  private mutating func enlist(
    _ name: String, _ id: SessionID, _ dialect: Dialect, _ user: User, isFound: Bool
  ) {
    lines.add(name, id, dialect, user: user.id, keepsLog: user.keepsLog, isFound: isFound)
    if dialect != .version2 { listReaders.append(id) }
    switch dialect {
    case .version1: break
    case .version2: version2.append(id)
    case .legacy: legacy.append(id)
    }
  }

  private mutating func strikeOff(_ name: String, _ id: SessionID, _ dialect: Dialect) {
    lines.remove(name, id)
    if let place = listReaders.lastIndex(of: id) {
      listReaders.swapAt(place, listReaders.count - 1)
      listReaders.removeLast()
    }
    switch dialect {
    case .version1: break
    case .version2: version2.removeAll { $0 == id }
    case .legacy: legacy.removeAll { $0 == id }
    }
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
