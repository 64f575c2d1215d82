import CXlib
import Testing
import Widgets

@testable import X11

/// What windows and a real window manager, openbox, do together.
@MainActor @Suite(.serialized) struct ManagerTests {
  let server: XServer
  let display: TestDisplay
  let observer: Observer

  init() throws {
    server = try XServer()
    try server.startManager()
    display = try TestDisplay(server)
    observer = try Observer(server.name)
  }

  private func focusedWindow(_ title: String) -> TopLevelWindow {
    let window = display.window(ProbeWidget(), title: title)
    window.show(at: nil)
    #expect(display.run { window.isFocused })
    return window
  }

  /// The time of a key press that was just made.
  private func eventTime() throws -> EventTime {
    let before = display.connection.lastEventTime
    try server.xdotool("key", "a")
    #expect(display.run { display.connection.lastEventTime != before })
    return display.connection.lastEventTime
  }

  private func isUrgent(_ window: TopLevelWindow) -> Bool {
    observer.hints(of: window.id).map { $0.flags & Int(XUrgencyHint) != 0 } ?? false
  }

  @Test func aWindowThatAMessageOpensDoesNotTakeTheFocus() {
    let first = focusedWindow("first")
    let second = display.window(ProbeWidget(), title: "second")
    second.show(at: EventTime.none)
    #expect(display.run { second.isMapped })
    display.settle()
    #expect(observer.property("_NET_WM_USER_TIME", of: second.id)?.values == [0])
    #expect(first.isFocused)
    #expect(!second.isFocused)
    #expect(observer.focus == first.id)
  }

  @Test func raisingGivesTheFocusAndTheEventsTime() throws {
    let first = focusedWindow("first")
    let second = display.window(ProbeWidget(), title: "second")
    second.show(at: EventTime.none)
    #expect(display.run { second.isMapped })
    second.raise(at: try eventTime())
    #expect(display.run { second.isFocused && !first.isFocused })
    #expect(second.tree.context.isActive)
    #expect(!first.tree.context.isActive)
  }

  @Test func attentionIsAskedForUntilTheWindowHasTheFocus() throws {
    let first = focusedWindow("first")
    let second = display.window(ProbeWidget(), title: "second")
    second.show(at: EventTime.none)
    #expect(display.run { second.isMapped })
    second.requestAttention()
    let demands = observer.atom("_NET_WM_STATE_DEMANDS_ATTENTION")
    #expect(
      display.run {
        observer.property("_NET_WM_STATE", of: second.id)?.values.contains(demands) == true
      })
    #expect(isUrgent(second))
    second.raise(at: try eventTime())
    #expect(display.run { second.isFocused })
    #expect(
      display.run {
        observer.property("_NET_WM_STATE", of: second.id)?.values.contains(demands) != true
      })
    display.settle()
    #expect(!isUrgent(second))
    #expect(!first.isFocused)
  }

  @Test func attentionForAFocusedWindowIsNotAskedFor() {
    let window = focusedWindow("first")
    window.requestAttention()
    display.settle()
    #expect(!isUrgent(window))
  }

  @Test func aPingIsAnsweredToTheRoot() throws {
    let window = focusedWindow("first")
    unsafe XSelectInput(observer.display, observer.root, SubstructureNotifyMask)
    observer.send(
      "WM_PROTOCOLS", [Int(observer.atom("_NET_WM_PING")), 99, Int(window.id)], about: window.id,
      to: window.id)
    var answer: [Int] = []
    #expect(
      display.run {
        var event = unsafe XEvent()
        while unsafe XCheckTypedEvent(observer.display, ClientMessage, &event) != 0 {
          let data = unsafe event.xclient.data.l
          if unsafe event.xclient.message_type == observer.atom("WM_PROTOCOLS") {
            answer = [data.0, data.1, data.2]
          }
        }
        return !answer.isEmpty
      })
    #expect(answer == [Int(observer.atom("_NET_WM_PING")), 99, Int(window.id)])
  }

  @Test func aCloseRequestReachesThatWindowAlone() throws {
    let first = focusedWindow("first")
    let second = focusedWindow("second")
    var asked: [String] = []
    first.onCloseRequest = { asked.append("first") }
    second.onCloseRequest = {
      asked.append("second")
      second.close()
    }
    observer.send("_NET_CLOSE_WINDOW", [0, 2], about: second.id, to: observer.root)
    #expect(display.run { !asked.isEmpty })
    #expect(display.run { display.connection.windows[second.id] == nil })
    display.settle()
    #expect(asked == ["second"])
    #expect(first.isMapped)
    #expect(display.errorCount == 0)
  }

  @Test func anIconComesBackWithItsPicture() throws {
    let widget = ProbeWidget()
    let window = display.window(widget)
    window.show(at: nil)
    #expect(display.run { window.isFocused })
    let time = try eventTime()
    unsafe XIconifyWindow(observer.display, window.id, 0)
    observer.sync()
    #expect(display.run { !window.isMapped })
    window.raise(at: time)
    #expect(display.run { window.isMapped && window.isFocused })
    #expect(display.run { observer.pixel(of: window.id, x: 150, y: 100) == 0x204080 })
  }
}
