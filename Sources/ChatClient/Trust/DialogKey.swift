internal import Widgets

/// The keys that close a window which asks something, with the answer no.
enum DialogKey {
  static func closes(_ key: KeyEvent) -> Bool {
    switch (key.symbol, key.modifiers) {
    case (.escape, []), (.character("w"), .control): true
    default: false
    }
  }
}
