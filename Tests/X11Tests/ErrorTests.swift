import CXlib
import Testing
import Widgets

@testable import X11

@MainActor @Suite(.serialized) struct ErrorTests {
  let server: XServer
  let display: TestDisplay

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
  }

  @Test func anXErrorIsCountedAndSurvived() throws {
    let window = display.window(ProbeWidget())
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    unsafe XMapWindow(display.connection.handle, 0x7ff_ffff)
    display.settle()
    #expect(display.errorCount == 1)
    let observer = try Observer(server.name)
    #expect(observer.pixel(of: window.id, x: 150, y: 100) == 0x204080)
  }

  @Test func aTrapTakesTheErrorsOfItsRequestsAlone() {
    let handle = unsafe display.connection.handle
    unsafe ErrorHandling.trapping(handle) { _ = unsafe XMapWindow(handle, 0x7ff_fff0) }
    display.settle()
    #expect(display.errorCount == 0)
    unsafe XMapWindow(handle, 0x7ff_fff1)
    display.settle()
    #expect(display.errorCount == 1)
  }

  @Test func aLostServerIsToldOnceAndNothingCrashes() {
    let widget = ProbeWidget()
    let window = display.window(widget)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    var lost = 0
    display.connection.onLost = { lost += 1 }
    server.kill()
    #expect(display.run { lost == 1 })
    #expect(!display.connection.isAlive)

    widget.invalidate()
    window.title = "gone"
    window.requestAttention()
    window.raise(at: .none)
    _ = window.tree.context.shaper.shape("still measures \u{1F600} 漢", in: .small)
    window.close()
    for _ in 0..<5 { #expect(!display.connection.prepareToWait()) }
    let late = display.window(ProbeWidget())
    late.show(at: EventTime.none)
    _ = display.connection.prepareToWait()
    #expect(lost == 1)
  }

  @Test func aDisplayThatIsNotThereIsNamed() {
    #expect(throws: DisplayError.cannotOpen(name: ":4711")) {
      _ = try TestDisplay(server, through: ":4711")
    }
  }
}
