extension Entry {
  /// The keys that Emacs and shells edit with, where a person asks for them (`KeyStyle.emacs`).
  ///
  /// - Returns: The key that does the same for everybody, or the key itself.
  static func translatingEmacs(_ key: KeyEvent) -> KeyEvent {
    let isControl = key.modifiers.contains(.control)
    guard isControl || key.modifiers.contains(.alt),
      let (symbol, modifiers) = isControl ? withControl(key.symbol) : withAlt(key.symbol)
    else { return key }
    var translated = key
    translated.symbol = symbol
    translated.modifiers = modifiers.union(key.modifiers.intersection(.shift))
    translated.text = ""
    return translated
  }

  private static func withControl(_ symbol: KeySymbol) -> (KeySymbol, Modifiers)? {
    switch symbol {
    case .character("a"): (.home, [])
    case .character("e"): (.end, [])
    case .character("b"): (.left, [])
    case .character("f"): (.right, [])
    case .character("p"): (.up, [])
    case .character("n"): (.down, [])
    case .character("d"): (.delete, [])
    case .character("h"): (.backspace, [])
    case .character("y"): (.character("v"), .control)
    default: nil
    }
  }

  private static func withAlt(_ symbol: KeySymbol) -> (KeySymbol, Modifiers)? {
    switch symbol {
    case .character("b"): (.left, .control)
    case .character("f"): (.right, .control)
    case .character("d"): (.delete, .control)
    case .backspace: (.backspace, .control)
    case .character("w"): (.character("c"), .control)
    default: nil
    }
  }

  /// Ctrl+K, Ctrl+U and Ctrl+W: what they take away goes to the clipboard, but for a secret.
  ///
  /// - Returns: Whether the key is one of them.
  func kill(_ key: KeyEvent) -> Bool {
    guard key.modifiers == .control else { return false }
    let focus = pane.selection.focus
    switch key.symbol {
    case .character("k"): pane.selection.anchor = pane.rowEnd(of: pane.caret).position
    case .character("u"): pane.selection.anchor = pane.rowStart(of: pane.caret).position
    case .character("w") where pane.selection.isEmpty:
      pane.selection.anchor = pane.document.wordStart(before: focus)
    case .character("w"): break
    default: return false
    }
    if isSecret {
      replace(pane.selection.range, with: "", kind: .other)
    } else {
      cut(at: key.time)
    }
    return true
  }
}
