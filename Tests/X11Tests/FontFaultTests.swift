import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Fonts that are missing or broken; fontconfig is given a configuration of the test's own meanwhile.
@MainActor @Suite(.serialized) struct FontFaultTests {
  let display: TestDisplay

  init() throws {
    display = try TestDisplay(try XServer())
  }

  /// Makes fontconfig know only the fonts of a folder while `body` runs.
  private func withFonts(_ files: [String: Data], _ body: () throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fonts-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, data) in files { try data.write(to: folder.appending(path: name)) }
    let before = unsafe FcConfigReference(FcConfigGetCurrent())
    let config = unsafe FcConfigCreate()
    unsafe #expect(FcConfigAppFontAddDir(config, folder.path) != 0)
    unsafe FcConfigSetCurrent(config)
    defer {
      unsafe FcConfigSetCurrent(before)
      unsafe FcConfigDestroy(before)
    }
    try body()
  }

  private func expectBoxes(_ text: String) {
    for style in FontStyle.allCases {
      let shaped = display.connection.fonts.shape(text[...], in: style)
      #expect(shaped.glyphs.count == text.count)
      #expect(shaped.glyphs.allSatisfy { $0.face == ShapedText.missingFace })
      #expect(shaped.width > 5 * text.count)
    }
    let widget = ProbeWidget()
    widget.texts = [(text, .regular, Point(x: 0, y: 20))]
    let window = display.window(widget, width: 200, height: 40)
    window.show(at: EventTime.none)
    display.settle()
    #expect(display.errorCount == 0)
  }

  @Test func withoutAnyFontTextIsBoxes() throws {
    try withFonts([:]) { expectBoxes("Ab漢") }
  }

  @Test func aFileThatIsNoFontIsNoFont() throws {
    try withFonts(["bad.ttf": Data(repeating: 0x2a, count: 5_000)]) { expectBoxes("Ab漢") }
  }

  @Test func aFontThatIsCutShortDoesNotKill() throws {
    let whole = try Data(
      contentsOf: URL(fileURLWithPath: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    for part in [2, 3, 10, 100] {
      try withFonts(["cut.ttf": whole.prefix(whole.count / part)]) {
        let shaped = display.connection.fonts.shape("Ab漢"[...], in: .regular)
        #expect(shaped.clusters.count == 3)
        #expect(shaped.width > 0)
      }
    }
  }

  @Test func aBitmapFontIsNotDrawnButBoxesAre() throws {
    let glyph = "BBX 8 16 0 -4\nBITMAP\n" + String(repeating: "FF\n", count: 16) + "ENDCHAR\n"
    let letters = zip(["A", "b"], [65, 98]).map { name, code in
      "STARTCHAR \(name)\nENCODING \(code)\nSWIDTH 500 0\nDWIDTH 8 0\n" + glyph
    }
    let font = """
      STARTFONT 2.1
      FONT -test-onlybits-medium-r-normal--16-160-75-75-c-80-iso10646-1
      SIZE 16 75 75
      FONTBOUNDINGBOX 8 16 0 -4
      STARTPROPERTIES 3
      FAMILY_NAME "onlybits"
      FONT_ASCENT 12
      FONT_DESCENT 4
      ENDPROPERTIES
      CHARS 2
      \(letters.joined())ENDFONT

      """
    try withFonts(["bits.bdf": Data(font.utf8)]) {
      let all = unsafe FcConfigGetFonts(nil, FcSetApplication)
      #expect(unsafe all?.pointee.nfont == 1, "fontconfig takes it for a font")
      expectBoxes("Ab漢")
    }
  }

  /// A libXft before 2.3.5 can't draw colours, and ends the program that tries.
  @Test func picturesAreBoxesWithALibXftThatCannotDrawThem() throws {
    func fonts(xftVersion: Int32) -> FontSet {
      unsafe FontSet(
        display: display.connection.handle, screen: display.connection.screen, scale: 1,
        health: display.connection.health, xftVersion: xftVersion)
    }
    let old = fonts(xftVersion: 20304)
    let new = fonts(xftVersion: 20305)
    for text in ["\u{1F980}", "\u{1F1E9}\u{1F1EA}", "\u{1FAE0}"] {
      let pictures = new.shape(text[...], in: .regular).glyphs
      let areColored = pictures.map { new.library.faces[Int($0.face)].isColor }
      #expect(areColored == [true])
      #expect(old.shape(text[...], in: .regular).width > 5, "something is drawn")
    }
    #expect(old.shape("\u{1FAE0}", in: .regular).glyphs.map(\.face) == [ShapedText.missingFace])
    #expect(old.shape("\u{1FAE0}", in: .regular).glyphs.map(\.index) == [0x1fae0])
    let hasColor = old.library.faces.contains { $0.isColor }
    #expect(!hasColor)
  }

  @Test func aFontThatNobodyNeedsIsClosedAndOpenedAgain() {
    let fonts = display.connection.fonts
    let before = fonts.shape("Abc", in: .regular)
    #expect(fonts.library.isAwake)
    fonts.library.rest()
    #expect(fonts.library.isAwake, "it was used just now")
    fonts.library.rest()
    #expect(!fonts.library.isAwake)
    #expect(fonts.shape("Abcd", in: .regular).glyphs.prefix(3) == before.glyphs[...])
    #expect(fonts.library.isAwake)
  }

  @Test func aFontWhoseFileGoesAwayLeavesBoxes() throws {
    let path = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try withFonts(["gone.ttf": whole]) {
      #expect(display.connection.fonts.shape("Ab"[...], in: .regular).glyphs.count == 2)
    }
    // The file is gone now; what Xft has open still is.
    let shaped = display.connection.fonts.shape("Cd"[...], in: .regular)
    #expect(shaped.glyphs.count == 2)
    #expect(shaped.width > 5)
  }
}
