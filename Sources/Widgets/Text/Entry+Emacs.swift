extension Entry {
  /// The keys that Emacs and shells edit with, where a person asks for them (`KeyStyle.emacs`).
  ///
  /// - Returns: The key that does the same for everybody, or the key itself.
  static func translatingEmacs(_ key: KeyEvent) -> KeyEvent {
    guard case .character(let letter) = key.symbol,
      let (symbol, modifiers) = key.modifiers.contains(.control)
        ? withControl(letter) : key.modifiers.contains(.alt) ? withAlt(letter) : nil
    else { return key }
    var translated = key
    translated.symbol = symbol
    translated.modifiers = modifiers.union(key.modifiers.intersection(.shift))
    translated.text = ""
    return translated
  }

  private static func withControl(_ letter: Character) -> (KeySymbol, Modifiers)? {
    switch letter {
    case "a": (.home, [])
    case "e": (.end, [])
    case "b": (.left, [])
    case "f": (.right, [])
    case "p": (.up, [])
    case "n": (.down, [])
    case "d": (.delete, [])
    case "h": (.backspace, [])
    case "y": (.character("v"), .control)
    default: nil
    }
  }

  private static func withAlt(_ letter: Character) -> (KeySymbol, Modifiers)? {
    switch letter {
    case "b": (.left, .control)
    case "f": (.right, .control)
    case "d": (.delete, .control)
    case "w": (.character("c"), .control)
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
