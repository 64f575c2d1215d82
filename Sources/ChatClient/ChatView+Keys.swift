package import Widgets

extension ChatView {
  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    guard case .key(let key) = event else { return false }
    switch (key.symbol, key.modifiers) {
    case (.escape, []): searchBar.isHidden ? onClose?() : closeSearch()
    case (.character("w"), .control): onClose?()
    case (.character("f"), .control): openSearch()
    case (.character("f"), [.control, .shift]): onSearchEverything?()
    case (.character("j"), .control): onJoin?()
    case (.character("k"), .control): onKey?()
    case (.function(3), []): step(older: true)
    case (.function(3), .shift): step(older: false)
    case (.pageUp, _), (.pageDown, _):
      return entry.hasFocus && transcript.handle(event, in: context)
    case (.character("c"), .control), (.insert, .control):
      // The entry has nothing selected, or it would have used the key.
      return entry.hasFocus && transcript.handle(event, in: context)
    default: return typeIntoEntry(key, in: context)
    }
    return true
  }

  /// Text that was typed while the transcript or the button had the focus is meant for the entry.
  private func typeIntoEntry(_ key: KeyEvent, in context: WindowContext) -> Bool {
    guard transcript.hasFocus || keyButton.hasFocus, !key.text.isEmpty, key.symbol != .tab else {
      return false
    }
    state.tree?.focus(entry)
    return entry.handle(.key(key), in: context)
  }
}
