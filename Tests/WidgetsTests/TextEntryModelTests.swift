import Testing
import WidgetTestSupport
import Widgets
import TestSupport

/// What an entry should do, done the slow way: with one string.
struct TextEntryModel {
  var text = ""
  var anchor = 0
  var focus = 0

  var range: Range<Int> { min(anchor, focus)..<max(anchor, focus) }

  private func index(_ offset: Int) -> String.Index {
    text.utf8.index(text.startIndex, offsetBy: offset)
  }

  private func offset(_ index: String.Index) -> Int {
    text.utf8.distance(from: text.startIndex, to: index)
  }

  var after: Int {
    focus == text.utf8.count ? focus : offset(text.index(after: index(focus)))
  }

  var before: Int { focus == 0 ? 0 : offset(text.index(before: index(focus))) }

  mutating func move(to offset: Int, extending: Bool) {
    focus = offset
    if !extending { anchor = offset }
  }

  mutating func replace(_ range: Range<Int>, with inserted: String) {
    text.replaceSubrange(index(range.lowerBound)..<index(range.upperBound), with: inserted)
    var edge = 0
    let end = range.lowerBound + inserted.utf8.count
    // Behind the cluster that the end is in.
    for character in text where edge < end { edge += character.utf8.count }
    move(to: edge, extending: false)
  }
}

@Suite struct TextEntryModelTests {
  static let parts = [
    "a", "b", " ", "  ", "word ", "\n", "é", "e\u{301}", "\u{301}", "行", "👨‍👩‍👧", "\u{200D}", "👩", "क्षि",
    "\t",
    "ش", "\u{FE0F}", "longer text with several words in it. ",
  ]

  @Test(arguments: 0..<12 as Range<UInt64>)
  func randomEditsAgreeWithAStringAndAreUndoneAndRedone(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var model = TextEntryModel()
    let entry = Entry()
    entry.maximumLines = 6
    let window = TestWindow(entry, width: 193, height: 132)
    window.tree.focus(entry)
    // Enough text at the start that it is in several pieces.
    let start = seed % 3 == 0 ? Self.text(of: 900, with: &random) : ""
    entry.text = start
    model.replace(0..<0, with: start)
    var states: Set<[UInt8]> = [Array(start.utf8)]
    for step in 0..<250 {
      Self.edit(window, &model, with: &random)
      states.insert(Array(model.text.utf8))
      guard Array(entry.text.utf8) == Array(model.text.utf8) else {
        Issue.record("step \(step): \(entry.text.debugDescription)")
        return
      }
      if step % 10 == 0 { #expect(!window.redraw().operations.isEmpty) }
    }
    let end = Array(entry.text.utf8)
    for _ in 0..<300 {
      window.press(.character("z"), .control)
      #expect(states.contains(Array(entry.text.utf8)))
    }
    #expect(Array(entry.text.utf8) == Array(start.utf8))
    for _ in 0..<300 { window.press(.character("y"), .control) }
    #expect(Array(entry.text.utf8) == end)
  }

  private static func text(of count: Int, with random: inout SeededGenerator) -> String {
    (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
  }

  private static func edit(
    _ window: TestWindow, _ model: inout TextEntryModel, with random: inout SeededGenerator
  ) {
    let modifiers: Modifiers = Bool.random(using: &random) ? .shift : []
    let extends = modifiers == .shift
    switch Int.random(in: 0..<12, using: &random) {
    case 0...4:
      let part = parts.filter { $0 != "\t" && $0 != "\n" }.randomElement(using: &random) ?? "a"
      window.tree.handle(.key(KeyEvent(.unknown, text: part)))
      model.replace(model.range, with: part)
    case 5:
      let pasted = text(of: Int.random(in: 1...40, using: &random), with: &random)
      window.selections[.clipboard] = pasted
      window.press(.character("v"), .control)
      model.replace(model.range, with: pasted)
    case 6, 7:
      window.press(.backspace)
      let range = model.range.isEmpty ? model.before..<model.focus : model.range
      if !range.isEmpty { model.replace(range, with: "") }
    case 8:
      window.press(.delete)
      let range = model.range.isEmpty ? model.focus..<model.after : model.range
      if !range.isEmpty { model.replace(range, with: "") }
    case 9:
      window.press(.left, modifiers)
      let collapses = !extends && !model.range.isEmpty
      model.move(to: collapses ? model.range.lowerBound : model.before, extending: extends)
    case 10:
      window.press(.right, modifiers)
      let collapses = !extends && !model.range.isEmpty
      model.move(to: collapses ? model.range.upperBound : model.after, extending: extends)
    default:
      let toStart = Bool.random(using: &random)
      window.press(toStart ? .home : .end, modifiers.union(.control))
      model.move(to: toStart ? 0 : model.text.utf8.count, extending: extends)
    }
  }
}
