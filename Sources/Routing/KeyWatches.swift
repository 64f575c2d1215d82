internal import Framing

/// Who is told when the keys of a name change: the connections that have asked about it.
///
/// To have asked is what makes a client one that knows the message. A connection can ask about so many names
/// (`Limits.watchedKeys`), and all ends with it.
struct KeyWatches {
  private var watchers: [Name: Set<SessionID>] = [:]
  private var names: [SessionID: Set<Name>] = [:]

  /// Has a connection told of a name from now on; false where that would be one too many.
  mutating func add(_ id: SessionID, to name: Name) -> Bool {
    guard names[id]?.contains(name) != true else { return true }
    guard names[id]?.count ?? 0 < Limits.watchedKeys else { return false }
    names[id, default: []].insert(name)
    watchers[name, default: []].insert(id)
    return true
  }

  /// Forgets a connection.
  mutating func remove(_ id: SessionID) {
    for name in names.removeValue(forKey: id) ?? [] {
      watchers[name]?.remove(id)
      if watchers[name]?.isEmpty ?? false { watchers[name] = nil }
    }
  }

  /// Who is to be told of a name.
  func watchers(of name: Name) -> [SessionID] {
    (watchers[name] ?? []).sorted { $0.rawValue < $1.rawValue }
  }
}
