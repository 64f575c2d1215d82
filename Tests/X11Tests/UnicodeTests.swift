import Foundation
import Testing
import Widgets

@testable import X11

/// The conformance files of Unicode 15.0, as Debian's `unicode-data` has them.
@Suite struct UnicodeTests {
  /// The lines of a conformance file without their comments.
  private func lines(of file: String) throws -> [Substring] {
    let text = try String(contentsOfFile: "/usr/share/unicode/" + file, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let content = line.prefix { $0 != "#" }
      return content.allSatisfy(\.isWhitespace) ? nil : content
    }
  }

  /// "÷ 0061 × 0308 ÷" as text and the offsets of its breaks, in bytes of UTF-8.
  private func breakTest(_ line: Substring) -> (text: String, breaks: [Int])? {
    var text = ""
    var breaks: [Int] = []
    for word in line.split(whereSeparator: \.isWhitespace) {
      if word == "÷" { breaks.append(text.utf8.count) }
      guard word != "÷", word != "×" else { continue }
      // A lone surrogate can't be in a Swift string.
      guard let scalar = UInt32(word, radix: 16).flatMap(Unicode.Scalar.init) else { return nil }
      text.unicodeScalars.append(scalar)
    }
    return (text, breaks)
  }

  @Test func rowsMayEndWhereLineBreakTestSays() throws {
    let breaker = TextBreaker(.line)
    var wrong: [Substring] = []
    var count = 0
    for line in try lines(of: "auxiliary/LineBreakTest.txt") {
      guard let (text, breaks) = breakTest(line) else { continue }
      count += 1
      if breaker.breaks(in: text[...]) != breaks, !isNewerRule(line) { wrong.append(line) }
    }
    #expect(count > 7_000)
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(5))")
  }

  /// But for a colon between letters, which CLDR's rules end a word at, as many languages do.
  @Test func wordsEndWhereWordBreakTestSays() throws {
    let breaker = TextBreaker(.word)
    var wrong: [Substring] = []
    var count = 0
    for line in try lines(of: "auxiliary/WordBreakTest.txt") {
      guard let (text, breaks) = breakTest(line) else { continue }
      count += 1
      if [0] + breaker.breaks(in: text[...]) != breaks, !line.contains("× 003A ×") {
        wrong.append(line)
      }
    }
    #expect(count > 1_800)
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(5))")
  }

  @Test(arguments: [
    ["ภาษา", "ไทย", "สวย"], ["漢字", "かな", "交じり", "文"], ["我们", "喜欢", "学习"], ["ພາສາ", "ລາວ"],
  ])
  func wordsWithoutSpacesAreThoseOfADictionary(words: [String]) {
    var (ends, end) = ([Int](), 0)
    for word in words {
      end += word.utf8.count
      ends.append(end)
    }
    #expect(TextBreaker(.word).breaks(in: words.joined()[...]) == ends)
  }

  /// Where ICU goes beyond Unicode 15.0 (22 of the 7,654 lines): both rules are in later versions.
  ///
  /// - No break after a hyphen that begins a word, as in "-nous" (LB20a since 15.1): 8 lines.
  /// - No break between a comma or a full stop and a digit, as in ".35" (LB15c and LB25 since 16): 14 lines.
  private func isNewerRule(_ line: Substring) -> Bool {
    line.hasPrefix("× 002D ")
      || ["002C ÷ 0030", "002C × 0308 ÷ 0030", "002E ÷ 003"].contains { line.contains($0) }
  }

  @Test func clustersAreWhatGraphemeBreakTestSays() throws {
    var wrong: [Substring] = []
    for line in try lines(of: "auxiliary/GraphemeBreakTest.txt") {
      guard let (text, breaks) = breakTest(line) else { continue }
      var found = [0]
      for character in text { found.append(found[found.count - 1] + character.utf8.count) }
      if found != breaks { wrong.append(line) }
    }
    // The standard library's table is newer: U+2701 is no pictograph any more since Unicode 16.
    wrong.removeAll { $0.hasPrefix("÷ 2701 × 200D × 2701 ÷") }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func levelsAreWhatBidiCharacterTestSays() throws {
    var wrong: [Substring] = []
    var count = 0
    for line in try lines(of: "BidiCharacterTest.txt") {
      let fields = line.split(separator: ";")
      guard fields.count == 5 else { continue }
      let scalars = fields[0].split(separator: " ").compactMap {
        UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
      }
      let text = String(String.UnicodeScalarView(scalars))
      let levels = BidiAnalysis.levels(
        of: text[...], base: fields[1] == "2" ? nil : UInt8(fields[1]))
      count += 1
      if !matches(levels, scalars, base: fields[2], expected: fields[3]) { wrong.append(line) }
    }
    #expect(count > 90_000)
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(5))")
  }

  /// Whether the levels are those of the file; x stands for what the algorithm removes.
  private func matches(
    _ levels: TextLevels, _ scalars: [Unicode.Scalar], base: Substring, expected: Substring
  ) -> Bool {
    guard UInt8(base) == levels.base else { return false }
    var offset = 0
    for (scalar, level) in zip(scalars, expected.split(separator: " ")) {
      if level != "x", UInt8(level) != levels[offset] { return false }
      offset += UTF8.width(scalar)
    }
    return true
  }
}
