import ChatClient
import Testing
import WidgetTestSupport
import Widgets

struct JoinViewTests {
  let view = JoinView()
  let window: TestWindow

  init() {
    window = TestWindow(view, width: 320, height: 180)
    window.tree.focus(view.entry)
  }

  @Test func returnJoinsWhatWasTypedWithoutItsSpaces() {
    var rooms: [String] = []
    view.onJoin = { rooms.append($0) }
    window.press(.enter)
    window.type(" #ops ")
    window.press(.enter)
    #expect(rooms == ["#ops"])
  }

  @Test func everyControlIsReachedByTab() {
    var rooms: [String] = []
    var cancelled = 0
    view.onJoin = { rooms.append($0) }
    view.onCancel = { cancelled += 1 }
    window.type("ops")
    window.press(.tab)
    window.press(.enter)
    window.press(.tab)
    window.press(.enter)
    #expect(cancelled == 1)
    #expect(rooms == ["ops"])
    window.press(.escape)
    #expect(cancelled == 2)
  }

  @Test func whatIsWrongIsSaid() {
    view.show(problem: "No")
    #expect(window.draw().texts.contains("No"))
  }
}
