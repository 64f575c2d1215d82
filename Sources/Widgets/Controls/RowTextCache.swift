/// The shaped texts of the rows that were drawn lately.
struct RowTextCache {
  private struct Key: Hashable {
    let text: String
    let style: FontStyle
    let width: Int
  }

  /// More than any screen shows; at the bound all are forgotten and those on screen are shaped again.
  static let capacity = 512

  private var texts: [Key: ShapedText] = [:]

  var count: Int { texts.count }

  mutating func removeAll() {
    texts.removeAll(keepingCapacity: true)
  }

  /// One line of text that fits a width.
  mutating func text(
    _ text: String, in style: FontStyle, fitting width: Int, shaper: any TextShaper
  ) -> ShapedText {
    let key = Key(text: text, style: style, width: width)
    if let found = texts[key] { return found }
    let shaped = shaper.shape(text.singleLine, in: style, fitting: width)
    if texts.count >= Self.capacity { removeAll() }
    texts[key] = shaped
    return shaped
  }
}
