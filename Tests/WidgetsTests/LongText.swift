import Widgets

/// The owner of a text of many paragraphs that a `TextView` shows a stretch of.
final class LongText {
  let view = TextView()
  let total: Int
  /// Which paragraphs the view holds.
  private(set) var held = 0..<0
  /// How many the view ever held at once.
  private(set) var mostHeld = 0
  private(set) var loads = 0
  private let page = 50
  private let most = 300

  init(total: Int) {
    self.total = total
    view.onNeedOlder = { [unowned self] in loadOlder() }
    view.onNeedNewer = { [unowned self] in loadNewer() }
    view.onJump = { [unowned self] in jump($0) }
    view.wholeText = {
      (0..<total).map { LongText.text(of: $0) }.joined(separator: "\n")
    }
    load(max(0, total - page)..<total)
  }

  /// Some are one row, some more.
  static func text(of number: Int) -> String {
    "\(number) " + String(repeating: "word ", count: number * 7 % 12) + "end"
  }

  static func paragraph(_ number: Int, mark: TextView.Mark? = nil) -> TextView.Paragraph {
    TextView.Paragraph([.init(text(of: number))], indent: 0, id: Int64(number), mark: mark)
  }

  private func jump(_ place: TextView.Place) {
    let middle =
      switch place {
      case .start: 0
      case .end: total
      case .number(let number): number
      }
    load(max(0, min(total, middle) - page)..<min(total, middle + page))
    switch place {
    case .start: view.scrollToTop()
    case .end: break
    case .number(let number): view.showAtTop(Int64(min(number, total - 1)), shift: 0)
    }
  }

  private func load(_ range: Range<Int>) {
    held = range
    view.replaceAll(
      with: range.map { LongText.paragraph($0) }, above: range.lowerBound,
      below: total - range.upperBound)
    note()
  }

  private func loadOlder() {
    let start = max(0, held.lowerBound - page)
    view.prepend((start..<held.lowerBound).map { LongText.paragraph($0) })
    held = start..<held.upperBound
    let spare = min(held.count - most, view.spareCount(atStart: false))
    if spare > 0 {
      view.removeLast(spare)
      held = held.lowerBound..<held.upperBound - spare
    }
    note()
  }

  private func loadNewer() {
    let end = min(total, held.upperBound + page)
    view.append(contentsOf: (held.upperBound..<end).map { LongText.paragraph($0) })
    held = held.lowerBound..<end
    let spare = min(held.count - most, view.spareCount(atStart: true))
    if spare > 0 {
      view.removeFirst(spare)
      held = held.lowerBound + spare..<held.upperBound
    }
    note()
  }

  private func note() {
    view.setCounts(above: held.lowerBound, below: total - held.upperBound)
    mostHeld = max(mostHeld, held.count)
    loads += 1
  }
}
