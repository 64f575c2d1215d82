import CXlib
import Glibc
import Testing
import Widgets

@testable import X11

/// `_NET_WM_SYNC_REQUEST`, with the test as the window manager.
@MainActor @Suite(.serialized) struct ResizeSyncTests {
  let server: XServer
  let display: TestDisplay
  let observer: Observer
  let widget = ProbeWidget()

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
    observer = try Observer(server.name)
  }

  private func shownWindow() -> TopLevelWindow {
    let window = display.window(widget)
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    display.settle()
    return window
  }

  private func counter(of window: TopLevelWindow) throws -> XID {
    try #require(observer.property("_NET_WM_SYNC_REQUEST_COUNTER", of: window.id)?.values.first)
  }

  private func announce(_ value: Int, to window: TopLevelWindow) {
    let message = [Int(observer.atom("_NET_WM_SYNC_REQUEST")), 0, value, 7]
    observer.send("WM_PROTOCOLS", message, about: window.id, to: window.id)
  }

  /// The counter's value; libXext is not linked, but it is on every system that has Xvfb.
  private func value(of counter: XID) throws -> (high: Int32, low: UInt32) {
    typealias Query = @convention(c) (OpaquePointer, XID, UnsafeMutableRawPointer) -> CInt
    typealias Start =
      @convention(c) (OpaquePointer, UnsafeMutablePointer<CInt>, UnsafeMutablePointer<CInt>) -> CInt
    guard let library = unsafe dlopen("libXext.so.6", RTLD_NOW),
      let first = unsafe dlsym(library, "XSyncInitialize"),
      let second = unsafe dlsym(library, "XSyncQueryCounter")
    else { throw XServer.Problem.missing("libXext") }
    let start = unsafe unsafeBitCast(first, to: Start.self)
    let query = unsafe unsafeBitCast(second, to: Query.self)
    var (major, minor) = (CInt(0), CInt(0))
    #expect(unsafe start(observer.display, &major, &minor) != 0)
    var value: (UInt32, UInt32) = (0, 0)
    #expect(unsafe query(observer.display, counter, &value) != 0)
    return (Int32(bitPattern: value.0), value.1)
  }

  @Test func aWindowSaysBeforeItIsMappedThatItCounts() throws {
    let window = display.window(widget)
    display.settle()
    let protocols = observer.property("WM_PROTOCOLS", of: window.id)?.values ?? []
    #expect(protocols.contains(observer.atom("_NET_WM_SYNC_REQUEST")))
    #expect(try value(of: counter(of: window)) == (0, 0))
    #expect(display.errorCount == 0)
  }

  @Test func theCounterFollowsWhenTheNewSizeIsPaintedAndNotBefore() throws {
    let window = shownWindow()
    let counter = try counter(of: window)
    announce(5, to: window)
    display.settle()
    // No size came yet.
    #expect(try value(of: counter) == (0, 0))
    observer.resize(window.id, to: 400, 300)
    observer.sync()
    #expect(
      display.run {
        (try? value(of: counter)).map { $0 == (7, 5) } ?? false
      })
    #expect(window.size == Size(width: 400, height: 300))
    #expect(observer.pixel(of: window.id, x: 398, y: 298) == 0xff8800)
    #expect(display.errorCount == 0)
  }

  @Test func aStormOfAnnouncedSizesShowsNoEdgeThatIsNotPainted() throws {
    let window = shownWindow()
    let counter = try counter(of: window)
    for step in 1...60 {
      let size = Size(width: 200 + step * 37 % 400, height: 150 + step * 53 % 300)
      announce(step, to: window)
      observer.resize(window.id, to: size.width, size.height)
      observer.sync()
      #expect(
        display.run { (try? value(of: counter)).map { $0 == (7, UInt32(step)) } ?? false })
      for (x, y) in [
        (1, 1), (size.width - 2, 1), (1, size.height - 2), (size.width - 2, size.height - 2),
      ] {
        #expect(observer.pixel(of: window.id, x: x, y: y) == 0xff8800, "step \(step): \(x), \(y)")
      }
    }
    #expect(display.errorCount == 0)
  }
}
