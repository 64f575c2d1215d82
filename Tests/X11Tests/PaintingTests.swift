import CXlib
import Testing
import Widgets

@testable import X11

@MainActor @Suite(.serialized) struct PaintingTests {
  let server: XServer
  let display: TestDisplay
  let observer: Observer
  let widget = ProbeWidget()

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
    observer = try Observer(server.name)
  }

  private func shownWindow(width: Int = 300, height: Int = 200) -> TopLevelWindow {
    let window = display.window(widget, width: width, height: height)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    display.settle()
    return window
  }

  private func expectCorners(of window: TopLevelWindow, width: Int, height: Int) {
    for (x, y) in [(1, 1), (width - 2, 1), (1, height - 2), (width - 2, height - 2)] {
      #expect(observer.pixel(of: window.id, x: x, y: y) == 0xff8800, "corner \(x), \(y)")
    }
    #expect(observer.pixel(of: window.id, x: width / 2, y: height / 2) == 0x204080)
  }

  @Test func aWindowIsPaintedWhenItIsShown() {
    let window = shownWindow()
    expectCorners(of: window, width: 300, height: 200)
    #expect(widget.drawCount == 1)
    #expect(display.errorCount == 0)
  }

  @Test func onlyWhatIsDamagedIsDrawn() {
    let window = shownWindow()
    widget.color = Color(0xffffff)
    widget.invalidate(Rect(x: 50, y: 60, width: 20, height: 10))
    display.settle()
    #expect(widget.drawnClips.last == Rect(x: 50, y: 60, width: 20, height: 10))
    #expect(observer.pixel(of: window.id, x: 55, y: 65) == 0xffffff)
    #expect(observer.pixel(of: window.id, x: 49, y: 65) == 0x204080)
    #expect(observer.pixel(of: window.id, x: 70, y: 65) == 0x204080)
  }

  @Test func anExposeCopiesWithoutDrawing() {
    let window = shownWindow()
    let cover = unsafe XCreateSimpleWindow(
      observer.display, observer.root, 20, 20, 100, 100, 0, 0, 0)
    unsafe XMapWindow(observer.display, cover)
    observer.sync()
    display.settle()
    unsafe XDestroyWindow(observer.display, cover)
    observer.sync()
    display.settle()
    #expect(observer.pixel(of: window.id, x: 60, y: 60) == 0x204080)
    #expect(widget.drawCount == 1)
  }

  @Test func aHundredResizesInARowAreDrawnOnce() {
    let window = shownWindow()
    let drawn = widget.drawCount
    for step in 1...100 {
      observer.resize(window.id, to: 300 + 4 * step, 200 + 3 * step)
    }
    observer.sync()
    #expect(display.run { window.size == Size(width: 700, height: 500) })
    display.settle()
    expectCorners(of: window, width: 700, height: 500)
    #expect(widget.drawCount - drawn <= 3)
    #expect(display.errorCount == 0)
  }

  @Test func aResizeStormBesideTheLoopEndsInTheRightPicture() {
    let window = shownWindow()
    for step in 0..<100 {
      observer.resize(window.id, to: 200 + step * 37 % 500, 150 + step * 53 % 400)
      if step % 3 == 0 { observer.sync() }
      display.turn()
    }
    observer.resize(window.id, to: 333, 222)
    observer.sync()
    #expect(display.run { window.size == Size(width: 333, height: 222) })
    display.settle()
    expectCorners(of: window, width: 333, height: 222)
    #expect(display.errorCount == 0)
  }

  @Test func theBufferShrinksWhenAMaximisedWindowBecomesSmallAgain() {
    let window = shownWindow()
    let small = window.buffer.size
    observer.resize(window.id, to: 1600, 1200)
    observer.sync()
    #expect(display.run { window.size == Size(width: 1600, height: 1200) })
    display.settle()
    #expect(window.buffer.size.width >= 1600 && window.buffer.size.height >= 1200)
    // A drag to and fro is no reason for new buffers.
    let large = window.buffer.size
    for width in [1500, 1590, 1400, 1600] {
      observer.resize(window.id, to: width, 1200)
      observer.sync()
      #expect(display.run { window.size.width == width })
      display.settle()
    }
    #expect(window.buffer.size == large)
    observer.resize(window.id, to: 300, 200)
    observer.sync()
    #expect(display.run { window.size == Size(width: 300, height: 200) })
    display.settle()
    #expect(window.buffer.size == small)
    expectCorners(of: window, width: 300, height: 200)
    #expect(display.errorCount == 0)
  }

  @Test func theNewEdgeOfAResizeHasTheThemesColourAtOnce() {
    let window = shownWindow()
    observer.resize(window.id, to: 400, 300)
    observer.sync()
    // The loop has not run: this is what a slow program would show.
    #expect(observer.pixel(of: window.id, x: 390, y: 290) == 0xf2f1ee)
    #expect(observer.pixel(of: window.id, x: 150, y: 100) == 0x204080)
  }

  @Test func nothingIsDrawnForAWindowThatIsNotShown() {
    let window = display.window(widget)
    display.settle()
    #expect(widget.drawCount == 0)
    #expect(!window.isMapped)
  }

  @Test func aCircleHasSmoothEdges() {
    widget.onDraw = { canvas, _ in
      canvas.fillEllipse(in: Rect(x: 40, y: 40, width: 11, height: 11), with: Color(0xffffff))
    }
    let window = shownWindow()
    let pixels = observer.pixels(of: window.id, x: 38, y: 38, width: 15, height: 15)
    #expect(pixels[7 * 15 + 7] == 0xffffff)
    #expect(pixels[0] == 0x204080)
    #expect(pixels.contains { $0 != 0xffffff && $0 != 0x204080 })
  }

  @Test func drawingStaysInsideTheClip() {
    widget.onDraw = { canvas, context in
      canvas.clipped(to: Rect(x: 100, y: 100, width: 10, height: 10)) {
        canvas.fill(Rect(x: 90, y: 90, width: 60, height: 60), with: Color(0xffffff))
        canvas.fillEllipse(in: Rect(x: 80, y: 80, width: 90, height: 90), with: Color(0xffffff))
        let text = context.shaper.shape("MMMMMMMM", in: .bold)
        canvas.draw(text, at: Point(x: 60, y: 108), with: Color(0xff0000))
      }
    }
    let window = shownWindow()
    let pixels = observer.pixels(of: window.id, x: 60, y: 80, width: 100, height: 60)
    for (index, pixel) in pixels.enumerated() {
      let (x, y) = (60 + index % 100, 80 + index / 100)
      let isInside = (100..<110).contains(x) && (100..<110).contains(y)
      if !isInside { #expect(pixel == 0x204080, "\(x), \(y)") }
    }
    #expect(observer.pixel(of: window.id, x: 109, y: 101) != 0x204080)
  }

  @Test func coordinatesBeyondXsSixteenBitsDrawNothingWrong() {
    widget.onDraw = { canvas, context in
      canvas.fill(Rect(x: -100_000, y: 20, width: 200_000, height: 5), with: Color(0xffffff))
      let long = context.shaper.shape(String(repeating: "W", count: 20_000)[...], in: .regular)
      canvas.draw(long, at: Point(x: -131_072, y: 60), with: Color(0xffffff))
      canvas.draw(long, at: Point(x: 65_536, y: 90), with: Color(0xffffff))
    }
    let window = shownWindow()
    #expect(observer.pixel(of: window.id, x: 150, y: 22) == 0xffffff)
    let line = observer.pixels(of: window.id, x: 0, y: 75, width: 300, height: 20)
    #expect(line.allSatisfy { $0 == 0x204080 })
    #expect(display.errorCount == 0)
  }
}
