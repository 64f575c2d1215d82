import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// What resources and settings mean, without a display.
struct AppearanceTests {
  private func appearance(
    _ text: String, lines: [String] = [], settings: XSettings = XSettings(),
    instance: String = "banter"
  ) -> Appearance {
    let resources = ResourceDatabase(text: text, lines: lines, instance: instance)
    return Appearance(
      resources: resources, settings: settings, screenScale: 1, zoom: 1,
      color: { UInt32($0.dropFirst(), radix: 16).map(Color.init) })
  }

  @Test(arguments: [
    ("Banter*font", true), ("banter.font", true), ("*font", true), ("Other*font", false),
  ])
  func aResourceIsFoundUnderEachNameItHas(name: String, isFound: Bool) {
    let font = appearance("\(name): DejaVu Sans Mono-12\n").font
    #expect(font.name == (isFound ? "DejaVu Sans Mono" : "sans-serif"))
    #expect(font.pixels == (isFound ? 16 : 14))
  }

  @Test func theCommandLineWinsAndTheInstanceIsItsOwn() {
    let text = "Banter*theme: light\nsmall*theme: dark\n"
    #expect(appearance(text).theme == .light)
    #expect(appearance(text, instance: "small").theme == .dark)
    #expect(appearance(text, lines: ["Banter*theme: dark"]).theme == .dark)
  }

  @Test func coloursAreTheirOwnTheme() {
    let theme = appearance("*background: #1e1e2e\n*foreground: #f8f8f2\n").theme
    #expect(theme.windowBackground == Color(0x1e1e2e))
    #expect(theme.text == Color(0xf8f8f2))
    #expect(theme.quietText.contrast(with: theme.windowBackground) >= 4.5)
    #expect(appearance("*background: #000000\nBanter*theme: light\n").theme == .light)
    let unreadable = appearance("*background: #101010\n").theme
    #expect(unreadable.text.contrast(with: Color(0x101010)) >= 4.5)
    #expect(
      appearance("Banter*selectBackground: #aa0000\n").theme.selectionBackground == Color(0xaa0000))
  }

  @Test(arguments: [
    ("xft:Noto Sans:size=9", "Noto Sans", 12.0),
    ("monospace:bold:pixelsize=20", "monospace:bold", 20),
    ("-misc-fixed-medium-r-*-*-13-*-*-*-*-*-*-*", "sans-serif", 14), ("9x15", "sans-serif", 14),
    ("-adobe-helvetica-medium-r-normal--*-120-*-*-*-*-*-*", "helvetica", 16),
    ("Nimbus Sans\\-L", "Nimbus Sans\\-L", 14), ("serif-0", "serif", 14),
    ("serif:size=-4", "serif", 14),
    ("serif-9999", "serif", 120),
  ])
  func fontsAreReadInEveryWayOfWritingThem(text: String, name: String, pixels: Double) {
    let font = appearance("Banter.font: \(text.replacing("\\", with: "\\\\"))\n").font
    #expect(font.name == name)
    #expect(abs(font.pixels - pixels) < 0.001)
  }

  @Test func theDesktopsFontAndThemeAreTaken() throws {
    let bytes = SettingsBytes.make(
      ["Gtk/FontName": "DejaVu Sans Bold 9", "Net/ThemeName": "Adwaita-DARK"],
      ["Xft/DPI": 192 * 1024], isBigEndian: false)
    let settings = try #require(XSettings(bytes))
    let found = appearance("Xft.dpi: 120\n", settings: settings)
    #expect(found.font.name == "DejaVu Sans" && found.font.pixels == 12)
    #expect(found.theme == .dark)
    #expect(found.scale == 2)
    #expect(appearance("Xft.dpi: 120\n").scale == 1.25)
    #expect(appearance("Banter*theme: light\n", settings: settings).theme == .light)
  }

  @Test(arguments: [false, true]) func settingsAreReadInBothByteOrders(isBigEndian: Bool) throws {
    let bytes = SettingsBytes.make(
      ["Net/ThemeName": "Dark", "Empty": ""], ["Xft/DPI": -1, "Net/DoubleClickTime": 250],
      isBigEndian: isBigEndian)
    let settings = try #require(XSettings(bytes))
    #expect(settings.text("Net/ThemeName") == "Dark" && settings.text("Empty") == "")
    #expect(settings.number("Xft/DPI") == -1 && settings.number("Net/DoubleClickTime") == 250)
    #expect(settings.number("Net/ThemeName") == nil && settings.text("none") == nil)
    for length in 0..<bytes.count - 1 where bytes.count - length > 3 {
      #expect(XSettings(Array(bytes.prefix(length))) == nil, "cut to \(length)")
    }
  }

  @Test func whatIsNoSettingsPropertyIsRefused() {
    #expect(XSettings([]) == nil)
    #expect(XSettings([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) == nil)
    #expect(XSettings([0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255]) == nil)
    #expect(XSettings([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]) == nil)
  }

  @Test func geometriesAreReadWithEachCorner() throws {
    let plain = try #require(WindowGeometry("480x360+10+20"))
    #expect(plain.size(insteadOf: .zero) == Size(width: 480, height: 360))
    let screen = Size(width: 800, height: 600)
    let size = Size(width: 100, height: 50)
    #expect(plain.position(of: size, on: screen) == Point(x: 10, y: 20))
    let corner = try #require(WindowGeometry("-5-0"))
    #expect(corner.position(of: size, on: screen) == Point(x: 695, y: 550))
    #expect(corner.gravity == SouthEastGravity)
    #expect(WindowGeometry("300x200")?.position(of: size, on: screen) == nil)
    #expect(WindowGeometry("not one") == nil)
  }
}
