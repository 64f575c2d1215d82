/// Finds names that one could take for another.
///
/// What a name looks like is asked once for each name. Of names that look alike the one that the person has
/// known longest is left alone: whoever came later is the one to look at twice.
package final class LookAlikes {
  private let skeletons: (String) -> Set<String>
  private var known: [String: Set<String>] = [:]

  /// Makes it.
  ///
  /// - Parameter skeletons: What a name looks like: two names that share one look alike.
  package init(skeletons: @escaping (String) -> Set<String>) {
    self.skeletons = skeletons
  }

  /// Tells which names look like another.
  ///
  /// - Parameters:
  ///   - names: All that are shown.
  ///   - acquaintance: A number that is the lower the longer the person has known that one; nil for a stranger.
  /// - Returns: For each name that is to be marked, the one it looks like.
  package func marks(
    in names: [String], acquaintance: (String) -> Int64?
  ) -> [String: String] {
    // Whoever is alone needs no table of what letters look like.
    guard names.count > 1 else { return [:] }
    forget(allBut: names)
    var groups: [String: [String]] = [:]
    for name in names {
      for skeleton in look(of: name) { groups[skeleton, default: []].append(name) }
    }
    var marks: [String: String] = [:]
    for group in groups.values where group.count > 1 { mark(group, acquaintance, in: &marks) }
    return marks
  }

  private func mark(
    _ group: [String], _ acquaintance: (String) -> Int64?, in marks: inout [String: String]
  ) {
    let known = group.compactMap { name in acquaintance(name).map { (name: name, since: $0) } }
    let original = known.min { $0.since < $1.since }?.name
    for name in group where name != original {
      marks[name] = original ?? group.first { $0 != name }
    }
  }

  private func look(of name: String) -> Set<String> {
    if let look = known[name] { return look }
    let look = skeletons(name)
    known[name] = look
    return look
  }

  private func forget(allBut names: [String]) {
    guard known.count > 2 * names.count + 64 else { return }
    let names = Set(names)
    known = known.filter { names.contains($0.key) }
  }
}
