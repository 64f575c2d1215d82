import Widgets

/// The rows that were shaped lately: what scrolls back into view, or is drawn again, isn't shaped again.
///
/// At the bound all are forgotten; those on screen are soon back.
struct ShapedLineCache {
  struct Key: Hashable {
    let text: Substring
    let style: FontStyle
    let levels: TextLevels
  }

  private static let byteLimit = 24_576
  private static let lineLimit = 512
  /// A longer row is seldom asked for twice.
  private static let longestLine = 1_024

  private var lines: [Key: ShapedText] = [:]
  private var byteCount = 0

  subscript(key: Key) -> ShapedText? {
    get { lines[key] }
    set {
      guard let newValue, newValue.utf8Count <= Self.longestLine else { return }
      if byteCount + newValue.utf8Count > Self.byteLimit || lines.count >= Self.lineLimit {
        lines.removeAll(keepingCapacity: true)
        byteCount = 0
      }
      byteCount += newValue.utf8Count
      // A part of a message would keep all of it.
      let own = Key(text: Substring(String(key.text)), style: key.style, levels: key.levels)
      lines[own] = newValue
    }
  }
}
