internal import Storage
internal import Widgets

extension ChatView {
  /// Opens the search bar, with what was looked for last.
  func openSearch() {
    if searchBar.isHidden {
      searchBar.isHidden = false
      if !search.text.isEmpty { look(for: search.text) }
    }
    searchBar.selectAll()
    state.tree?.focus(searchBar.entry)
  }

  /// Closes it; the view stays where it is.
  func closeSearch() {
    searchBar.isHidden = true
    transcript.highlightedID = nil
    state.tree?.focus(entry)
  }

  /// Looks for a text as it is typed, and shows the newest match.
  func look(for text: String) {
    let words = text.trimmed
    let hits = words.isEmpty ? [] : conversation.search(words, limit: ChatSearch.limit)
    search.begin(text, matches: hits.map(\.item.key))
    showMatch()
  }

  func step(older: Bool) {
    guard !searchBar.isHidden else { return openSearch() }
    search.step(older: older)
    showMatch()
  }

  private func showMatch() {
    transcript.highlightedID = search.key
    if let key = search.key { page.show(key) }
    searchBar.show(
      number: search.index.map { $0 + 1 },
      of: search.text.trimmed.isEmpty ? nil : search.keys.count,
      isCut: search.keys.count == ChatSearch.limit)
  }
}
