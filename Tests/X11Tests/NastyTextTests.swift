import Foundation
import Testing
import Widgets

@testable import X11

/// Texts that broke other programs, as messages, names and pastes.
@MainActor @Suite(.serialized) struct NastyTextTests {
  let server: XServer
  let display: TestDisplay

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
  }

  /// Written by hand: each is a fault that some program had, or a corner of the standard.
  private static let written: [String] = {
    let scalars: [UInt32] =
      [0, 7, 0x1b, 0x7f, 0x80, 0x9f, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d]
      + [0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067]
      + [0x2068, 0x2069, 0xfdd0, 0xfeff, 0xfff9, 0xfffc, 0xfffd, 0xfffe, 0xffff, 0x1fffe, 0x10ffff]
      + [0xe000, 0xe0001, 0xe007f, 0xe0100, 0xf0000, 0x1d173, 0x20e3, 0xfe0e, 0xfe0f, 0x1f1e9]
      + [0x0e33, 0x0eb3, 0x0903, 0x094d, 0x1100, 0x1161, 0x11a8, 0xfdfd, 0x12031, 0x0bf5, 0xa9c5]
    let single = scalars.compactMap(Unicode.Scalar.init).map(String.init)
    var texts = single
    for text in single {
      texts += ["a\(text)", "\(text)a", "שלום \(text) abc", String(repeating: text, count: 500)]
      texts.append("ab\(text)\(text)लि\(text)😀\(text)")
    }
    let zalgo = (0..<200).map { "e" + String(Unicode.Scalar(0x300 + $0 % 0x6f) ?? "e") }.joined()
    let marks = (0..<10_000).map { Unicode.Scalar(0x300 + UInt32($0 % 0x6f)) ?? "e" }
    texts += [
      zalgo, "e" + String(String.UnicodeScalarView(marks)),
      String(repeating: "\u{202E}\u{2067}", count: 500) + "abc",
      String(repeating: "(", count: 2_000),
      String(repeating: "\u{5D0}(", count: 700), String(repeating: "ﷺ", count: 600),
      String(repeating: "👩\u{200D}", count: 1_000), String(repeating: "🇩", count: 501),
      String(repeating: "\u{1100}", count: 3_000), String(repeating: "क्", count: 1_000),
      "לُلُصّبُلُلصّبُررً ॣ ॣh ॣ ॣ 冗", "జ్ఞ\u{200C}ా", "\u{644}\u{64F}\u{644}\u{64F}\u{635}",
      "Power لُلُصّبُلُلصّبُررً ॣ ॣh ॣ ॣ 冗", "🏳0🌈️", "सु्", "<script>alert(1)</script>", "%s%n%x",
    ]
    return texts
  }()

  private static func corpus() throws -> [String] {
    let emoji = try String(
      contentsOfFile: "/usr/share/unicode/emoji/emoji-test.txt", encoding: .utf8)
    let sequences = emoji.split(separator: "\n").compactMap { line -> String? in
      guard !line.hasPrefix("#"), let codes = line.split(separator: ";").first else { return nil }
      let scalars = codes.split(separator: " ").compactMap {
        UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
      }
      return scalars.isEmpty ? nil : String(String.UnicodeScalarView(scalars))
    }
    return written + sequences
  }

  /// How long a window may be frozen; unoptimised code is many times slower.
  private static var limit: Duration {
    #if DEBUG
      .milliseconds(400)
    #else
      .milliseconds(50)
    #endif
  }

  /// The time that something takes when nothing else is in the way: the best of three, if need be.
  private func time(_ work: () -> Void) -> Duration {
    let clock = ContinuousClock()
    var best = clock.measure(work)
    for _ in 0..<2 where best > .milliseconds(50) { best = min(best, clock.measure(work)) }
    return best
  }

  @Test func noMessageNameOrPasteFreezesOrBreaksTheWindow() throws {
    let texts = try Self.corpus()
    #expect(texts.count > 4_000)
    let view = TextView()
    let names = ListBox()
    let entry = Entry()
    entry.maximumLines = 6
    let window = display.window(
      Column(spacing: 0, padding: 0, [.stretch(view), .stretch(names), .fixed(entry)]), width: 300,
      height: 300)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    // The fonts are looked for once.
    view.append(.init([.init("שलไ漢😀\u{10FFFF}"), .init("שलไ漢😀", style: .bold)]))
    display.settle()
    let limit = Self.limit
    var slowest: (time: Duration, text: [UInt32]) = (.zero, [])
    for text in texts {
      let taken = time {
        view.append(.init([.init(text, style: .bold), .init(": "), .init(text)]))
        names.setItems([.init(id: "1", text: text, presence: .online)])
        entry.text = text
        while display.connection.prepareToWait() {}
      }
      if taken > slowest.time { slowest = (taken, text.unicodeScalars.prefix(8).map(\.value)) }
      #expect(taken < limit, "\(text.unicodeScalars.prefix(8).map(\.value)) \(text.utf8.count)")
    }
    print("the slowest of \(texts.count) nasty texts: \(slowest)")
    display.settle()
    #expect(display.errorCount == 0)
    #expect(display.connection.fonts.library.faces.count <= 128)
  }

  /// As another client's selection, and as a title.
  @Test(arguments: [1, 6]) func whatOthersCopyIsPastedWholeAndBreaksNothing(lines: Int) throws {
    let owner = try TestDisplay(server)
    let (entry, expected) = (Entry(), Entry())
    entry.maximumLines = lines
    expected.maximumLines = lines
    let window = display.window(entry, width: 300, height: 120)
    window.tree.focus(entry)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    for text in Self.written {
      let copied = "<" + text + ">"
      owner.connection.selections.own(.clipboard, copied, EventTime.none)
      owner.settle()
      entry.text = ""
      expected.text = copied
      window.tree.handle(.key(KeyEvent(.character("v"), modifiers: .control)))
      let deadline = ContinuousClock.now + .seconds(5)
      while entry.text != expected.text, ContinuousClock.now < deadline {
        _ = owner.connection.prepareToWait()
        _ = display.connection.prepareToWait()
      }
      let isPasted = entry.text == expected.text
      #expect(isPasted, "\(text.unicodeScalars.prefix(8).map(\.value))")
      window.title = copied
    }
    display.settle()
    #expect(display.errorCount + owner.errorCount == 0)
  }

  @Test func everyEmojiOfTheListIsOneGlyphInColour() throws {
    let fonts = display.connection.fonts
    var wrong: [String] = []
    for text in try Self.corpus().dropFirst(Self.written.count) where !text.contains("\u{FE0E}") {
      let shaped = fonts.shape(text[...], in: .regular)
      if shaped.glyphs.count != 1 || shaped.clusters.count != 1 { wrong.append(text) }
    }
    #expect(
      wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20).map { $0.unicodeScalars.map(\.value) })")
  }
}
