import CXlib
import Testing
import Widgets

@testable import X11

/// What a message may not do to its time, its name and its neighbours, seen in the pixels.
@MainActor @Suite(.serialized) struct IsolationTests {
  private static let width = 420
  private static let height = 120

  let display: TestDisplay
  let observer: Observer
  let view = TextView()
  let window: TopLevelWindow

  init() throws {
    let server = try XServer()
    display = try TestDisplay(server)
    observer = try Observer(server.name)
    window = display.window(view, width: Self.width, height: Self.height)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
  }

  private static let steering: [String] = [
    "\u{202E}abc 12", "\u{202D}\u{5D0}\u{5D1} 12", "\u{202B}abc (1)", "\u{2067}abc, 3",
    "\u{2068}\u{5D0} x",
    "abc\u{2069}\u{2069}\u{2069}", "\u{202C}\u{202C}abc", "\u{5D0}\u{5D1} (abc) 12!", "\u{200F}!?",
    "\u{61C}1-2/3", "(((", ")))\u{5D0}(", "\u{202E}\u{2066}\u{202E}a", "abc\u{202E}", "a\u{2067}",
    String(repeating: "\u{202B}", count: 130) + "x",
    String(repeating: "\u{2067}", count: 130) + "1",
  ]

  /// The picture of three messages, the one in the middle given.
  private func picture(_ text: String, by name: String) -> [UInt32] {
    view.removeAll()
    for (name, text) in [
      ("\u{5D0}\u{5D1}", "\u{5D0}\u{5D1} (abc) 1."), (name, text), ("bob", "x (\u{5D0}) 2."),
    ] {
      view.append(
        .init([
          .init("10:00 ", style: .small, color: .quiet), .init(name, style: .bold),
          .init(": ", style: .bold), .init(text),
        ]))
    }
    display.settle()
    return observer.pixels(of: window.id, width: Self.width, height: Self.height)
  }

  /// The rows and the leftmost column in which two pictures differ.
  private func difference(_ one: [UInt32], _ other: [UInt32]) -> (
    rows: ClosedRange<Int>, left: Int
  )? {
    let places = one.indices.filter { one[$0] != other[$0] }
    guard let first = places.first, let last = places.last,
      let left = places.map({ $0 % Self.width }).min()
    else { return nil }
    return (first / Self.width...last / Self.width, left)
  }

  @Test(arguments: ["bob", "\u{5D3}\u{5D5}\u{5D3}"])
  func aMessageTurnsNothingRoundButItself(name: String) throws {
    let quiet = picture("|", by: name)
    // Where the message is: as high as a row, and to the right of its name.
    let line = try #require(difference(quiet, picture("\u{5DC}\u{C2}\u{C7}|g", by: name)))
    let free = try #require(difference(quiet, picture("WWWW", by: name)))
    for text in Self.steering {
      let changed = picture(text, by: name)
      #expect(changed.count == quiet.count)
      guard let found = difference(quiet, changed) else { continue }
      let scalars = text.unicodeScalars.prefix(8).map(\.value)
      #expect(found.left >= free.left - 1, "\(scalars) reaches its name")
      #expect(
        found.rows.lowerBound >= line.rows.lowerBound - 1
          && found.rows.upperBound <= line.rows.upperBound + 3, "\(scalars) reaches its neighbours")
    }
    #expect(display.errorCount == 0)
  }

  /// Marks on a letter stand on each other; a tower of them would stand on the messages above, or below.
  @Test func aTowerOfMarksEndsInTheNextLine() throws {
    let quiet = picture("a", by: "bob")
    let line = try #require(difference(quiet, picture("\u{5DC}\u{C2}\u{C7}|g", by: "bob")))
    let height = line.rows.count
    for mark in ["\u{300}", "\u{31A}", "\u{323}", "\u{489}", "\u{5B0}", "\u{E48}"] {
      let tower = picture("a" + String(repeating: mark, count: 60), by: "bob")
      guard let found = difference(quiet, tower) else { continue }
      #expect(found.rows.lowerBound >= line.rows.lowerBound - height, "\(mark)")
      #expect(found.rows.upperBound <= line.rows.upperBound + height, "\(mark)")
    }
  }

  /// A message of two lines, whatever parts them: what steers the second turns nothing else round.
  @Test(arguments: ["\n", "\u{2029}", "\u{2028}", "\u{85}", "\u{B}"])
  func aLineTurnsNothingRoundButItself(lineBreak: String) throws {
    let quiet = picture("WW\n|", by: "bob")
    let line = try #require(difference(quiet, picture("WW\n\u{5DC}\u{C2}\u{C7}|g", by: "bob")))
    for text in ["\u{202E}abc", "\u{2067}abc", "\u{5D0}\u{5D1} (abc) 12!"] {
      let found = try #require(difference(quiet, picture("WW\(lineBreak)\(text)", by: "bob")))
      #expect(found.rows.lowerBound >= line.rows.lowerBound - 1)
      #expect(found.rows.upperBound <= line.rows.upperBound + 3)
    }
    for text in ["WW\u{202E}\(lineBreak)|", "WW\u{2067}\(lineBreak)|"] {
      #expect(difference(quiet, picture(text, by: "bob")) == nil)
    }
  }
}
