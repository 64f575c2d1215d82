import CXlib
import TestSupport
import Testing
import Widgets

@testable import X11

@MainActor @Suite(.serialized) struct FontTests {
  let server: XServer
  let display: TestDisplay
  let observer: Observer

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
    observer = try Observer(server.name)
  }

  private var fonts: FontSet { display.connection.fonts }

  private func shape(_ text: String, in style: FontStyle = .regular) -> ShapedText {
    fonts.shape(text[...], in: style)
  }

  /// The pixels of a text drawn white on blue.
  private func pixels(_ text: String, style: FontStyle = .regular) -> [UInt32] {
    let widget = ProbeWidget()
    widget.texts = [(text, style, Point(x: 40, y: 60))]
    let window = display.window(widget, width: 120, height: 100)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    display.settle()
    return observer.pixels(of: window.id, x: 38, y: 40, width: 60, height: 30)
  }

  private func inked(_ pixels: [UInt32]) -> Int { pixels.count { $0 != 0x204080 } }

  @Test func everyClusterHasItsPlaceAndTogetherTheyAreTheText() {
    let text = "Aé e\u{301}漢字\t👍🏽🇩🇪 שלום\u{200B}\u{7}!"
    for style in FontStyle.allCases {
      let shaped = shape(text, in: style)
      var offset = 0
      #expect(shaped.clusters.count == text.count)
      for (cluster, character) in zip(shaped.clusters, text) {
        #expect(Int(cluster.offset) == offset)
        offset += character.utf8.count
      }
      var x = 0
      for cluster in shaped.clusters.sorted(by: { $0.x < $1.x }) where cluster.width > 0 {
        #expect(Int(cluster.x) == x)
        x += Int(cluster.width)
      }
      #expect(shaped.width == x)
      #expect(shaped.utf8Count == text.utf8.count)
      #expect(shaped.style == style)
    }
  }

  @Test func aPartOfAStringIsShapedFromItsOwnStart() {
    let text = "xxé漢yy"
    let part = text.dropFirst(2).dropLast(2)
    #expect(fonts.shape(part, in: .regular) == shape("é漢"))
  }

  @Test func marksTakeNoWidth() {
    #expect(shape("e\u{301}").width == shape("e").width)
    #expect(shape("e\u{301}").glyphs.count <= 2)
    let zalgo = "e" + String(repeating: "\u{301}\u{323}", count: 5000)
    #expect(shape(zalgo).clusters.count == 1)
    #expect(shape(zalgo).width == shape("e").width)
  }

  @Test func whatIsInvisibleDrawsNothing() {
    for text in ["\u{200B}", "\u{200D}", "\u{FE0F}", "\u{AD}", "\u{2066}", "\u{FEFF}"] {
      let shaped = shape(text)
      #expect(shaped.width == 0)
      #expect(shaped.glyphs.isEmpty)
      #expect(shaped.clusters.count == 1)
    }
  }

  @Test func controlsAndUnknownCharactersAreBoxes() {
    for scalar: Unicode.Scalar in ["\u{7}", "\u{0}", "\u{9f}", "\u{10ffff}", "\u{e000}"] {
      let shaped = shape(String(scalar))
      #expect(shaped.glyphs.map(\.face) == [ShapedText.missingFace])
      #expect(shaped.glyphs.first?.index == scalar.value)
      #expect(shaped.width > 5)
    }
  }

  @Test func aTabIsFourSpacesWide() {
    #expect(shape("\t").width == 4 * shape(" ").width)
    #expect(shape("\t").glyphs.isEmpty)
  }

  @Test func aMissingGlyphIsAVisibleBoxThatShowsItsCodePoint() {
    let first = pixels("\u{10ffff}")
    let second = pixels("\u{10fffe}")
    #expect(inked(first) > 60)
    #expect(first != second)
  }

  @Test func emojiAreDrawnInColour() {
    let smile = pixels("😀")
    #expect(inked(smile) > 100)
    let isYellow = { (pixel: UInt32) in
      pixel >> 16 > 0xc0 && pixel >> 8 & 0xff > 0x90 && pixel & 0xff < 0x60
    }
    #expect(smile.contains(where: isYellow))
    let width = shape("😀").width
    #expect((12...30).contains(width), "as high as the line, not as the bitmap: \(width)")
    #expect(display.errorCount == 0)
  }

  @Test func textIsDrawnWhereItWasShaped() {
    let pixels = pixels("H")
    let columns = (0..<60).filter { column in
      (0..<30).contains { pixels[$0 * 60 + column] != 0x204080 }
    }
    #expect(columns.first.map { $0 >= 2 } == true)
    #expect(columns.last.map { $0 < 2 + shape("H").width } == true)
  }

  @Test func onlyTheStyleThatIsUsedIsOpened() {
    _ = shape("Latin text")
    #expect(fonts.library.faces.count == 1)
  }

  @Test func sixtyThousandCharactersShapeAtOnce() {
    let text = String(repeating: "The quick brown fox jumps over it. ", count: 1715)
    _ = shape(text)
    let time = ProcessorTime.measure { _ = shape(text) }
    #if DEBUG
      #expect(time < .milliseconds(400))
    #else
      #expect(time < .milliseconds(20))
    #endif
    print("60,000 characters shaped in \(time)")
  }

  @Test func everyAssignedCharacterCanBeShapedAndDrawn() {
    let widget = ProbeWidget()
    let window = display.window(widget, width: 400, height: 40)
    window.show(at: EventTime.none)
    for start in stride(from: UInt32(0x20), to: 0x1_fb00, by: 0x400) {
      let scalars = (start..<start + 0x400).compactMap(Unicode.Scalar.init)
      widget.texts = [
        (String(String.UnicodeScalarView(scalars)), .regular, Point(x: 0, y: 20))
      ]
      widget.invalidate()
      display.settle()
    }
    #expect(display.errorCount == 0)
    #expect(fonts.library.faces.count <= 128)
  }
}
