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
