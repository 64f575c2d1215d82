import CXlib
import Testing
import Widgets

@testable import X11

/// Windows full of glyphs that were never drawn before.
@MainActor @Suite(.serialized) struct GlyphBudgetTests {
  let server: XServer
  let observer: Observer

  init() throws {
    server = try XServer()
    observer = try Observer(server.name)
  }

  /// Pictures in rows of 20, no two of them alike.
  private static let rows: [String] = {
    let pictures = (UInt32(0x1f300)...0x1faff).compactMap(Unicode.Scalar.init).filter {
      $0.properties.isEmojiPresentation && !$0.properties.isEmojiModifier
    }
    return stride(from: 0, to: 600, by: 20).map { start in
      String(String.UnicodeScalarView(pictures[start..<start + 20]))
    }
  }()

  private func show(
    _ rows: [String], on display: TestDisplay, width: Int, height: Int
  ) -> (window: TopLevelWindow, widget: ProbeWidget) {
    let widget = ProbeWidget()
    let line = display.connection.fonts.metrics(of: .regular).lineHeight
    widget.texts = rows.enumerated().map { ($1, .regular, Point(x: 0, y: ($0 + 1) * line)) }
    let window = display.window(widget, width: width, height: height)
    window.show(at: EventTime.none)
    return (window, widget)
  }

  private func pixels(of window: TopLevelWindow) -> [UInt32] {
    observer.pixels(
      of: window.id, x: 0, y: 0, width: window.size.width, height: window.size.height)
  }

  @Test(arguments: [96, 192])
  func newPicturesAreDrawnInSeveralWakeUpsAndInTheEndLookAsIfDrawnAtOnce(dpi: Int) throws {
    let display = try TestDisplay(server, resources: ["Xft.dpi: \(dpi)"])
    let (window, widget) = show(
      Self.rows, on: display, width: 400 * dpi / 96, height: 560 * dpi / 96)
    var wasPutOff = false
    let isDrawn = display.run {
      wasPutOff = wasPutOff || !window.undrawn.isEmpty
      return window.isMapped && !window.hasToDraw
    }
    #expect(isDrawn)
    #expect(wasPutOff)
    display.settle()
    let late = pixels(of: window)
    widget.invalidate()
    _ = display.connection.prepareToWait()
    #expect(!window.hasToDraw, "what was drawn once is kept at the server")
    display.settle()
    let isSame = pixels(of: window) == late
    #expect(isSame)
    #expect(display.errorCount == 0)
  }

  @Test func damageWhileMuchIsUndrawnLosesNothing() throws {
    let display = try TestDisplay(server)
    let (window, widget) = show(Self.rows, on: display, width: 400, height: 560)
    for number in 0..<40 {
      _ = display.connection.prepareToWait()
      widget.invalidate(Rect(x: number * 9, y: number * 13, width: 60, height: 40))
    }
    #expect(display.run { window.isMapped && !window.hasToDraw })
    display.settle()
    let late = pixels(of: window)
    widget.invalidate()
    display.settle()
    let isSame = pixels(of: window) == late
    #expect(isSame)
  }

  @Test func whatAWindowLostWhileItWasHiddenIsDrawnWhenItIsShown() throws {
    let display = try TestDisplay(server)
    let (window, _) = show(Self.rows, on: display, width: 400, height: 560)
    _ = display.connection.prepareToWait()
    window.unmapped()
    #expect(window.undrawn.isEmpty)
    while display.connection.prepareToWait() {}
    window.mapped()
    #expect(display.run { !window.hasToDraw })
  }

  /// One glyph, ten letters wide.
  @Test func theEndOfAWideLigatureIsDrawnWhenOnlyThatIsDamaged() throws {
    let display = try TestDisplay(server)
    let (window, widget) = show(["\u{FDFD}"], on: display, width: 200, height: 60)
    #expect(display.run { window.isMapped })
    display.settle()
    let whole = pixels(of: window)
    let width = display.connection.fonts.shape("\u{FDFD}", in: .regular).width
    widget.invalidate(Rect(x: width - 8, y: 0, width: 8, height: 60))
    display.settle()
    let isSame = pixels(of: window) == whole
    #expect(isSame)
  }

  @Test func partsThatAreDrawnAreForgottenAndWhatIsLeftComesNext() {
    var parts = UndrawnParts()
    let row = { Rect(x: 0, y: $0 * 10, width: 100, height: 10) }
    parts.replace(Rect(x: 0, y: 0, width: 100, height: 30), with: [row(0), row(1), row(2)])
    #expect(parts.next == row(0))
    parts.replace(row(0), with: [Rect(x: 60, y: 0, width: 40, height: 10)])
    #expect(parts.next == Rect(x: 60, y: 0, width: 40, height: 10))
    parts.replace(Rect(x: 0, y: 0, width: 100, height: 20), with: [])
    #expect(parts.next == row(2))
    parts.replace(Rect(x: 50, y: 20, width: 50, height: 10), with: [])
    #expect(parts.next == row(2))
    parts.replace(row(2), with: [])
    #expect(parts.isEmpty)
  }

  @Test func whatWaitsToBeDrawnIsBounded() {
    var parts = UndrawnParts()
    for number in 0..<3_000 {
      let part = Rect(x: number % 60 * 20, y: number / 60 * 20, width: 10, height: 10)
      parts.replace(.zero, with: [part])
    }
    var count = 0
    while let part = parts.next {
      parts.replace(part, with: [])
      count += 1
    }
    #expect(count <= 1_024)
  }
}
