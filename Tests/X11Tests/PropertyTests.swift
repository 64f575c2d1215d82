import CXlib
import Glibc
import Testing
import Widgets

@testable import X11

@MainActor @Suite(.serialized) struct PropertyTests {
  let server: XServer
  let display: TestDisplay
  let observer: Observer

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
    observer = try Observer(server.name)
  }

  @Test func aWindowSaysWhatItIs() throws {
    let window = display.window(ProbeWidget(), icon: [2, 1, 0xff00_00ff, 0x8012_3456])
    window.show(at: EventTime(milliseconds: 77))
    display.settle()
    func property(_ name: String) throws -> Observer.Property {
      try #require(observer.property(name, of: window.id), "\(name)")
    }
    func atom(_ name: String) -> UInt { observer.atom(name) }

    #expect(try property("WM_CLASS").text == "chat\0Banter\0")
    #expect(try property("WM_WINDOW_ROLE").text == "chat")
    #expect(try property("_NET_WM_NAME").text == "alice — Banter")
    #expect(try property("_NET_WM_NAME").type == "UTF8_STRING")
    #expect(try property("_NET_WM_ICON_NAME").text == "alice — Banter")
    #expect(try property("WM_NAME").text == "alice — Banter")
    #expect(try property("_NET_WM_PID").values == [UInt(getpid())])
    #expect(try !property("WM_CLIENT_MACHINE").text.isEmpty)
    #expect(try property("_NET_WM_ICON").values == [2, 1, 0xff00_00ff, 0x8012_3456])
    #expect(try property("_NET_WM_USER_TIME").values == [77])
    #expect(
      try property("_NET_WM_WINDOW_TYPE").values == [atom("_NET_WM_WINDOW_TYPE_NORMAL")])
    #expect(
      try Set(property("WM_PROTOCOLS").values) == [
        atom("WM_DELETE_WINDOW"), atom("_NET_WM_PING"), atom("_NET_WM_SYNC_REQUEST"),
      ])
    let leader = try #require(property("WM_CLIENT_LEADER").values.first)
    #expect(observer.property("WM_CLIENT_LEADER", of: leader)?.values == [leader])
    #expect(observer.property("WM_CLASS", of: leader)?.text == "banter\0Banter\0")
    #expect(display.errorCount == 0)
  }

  @Test func theHintsGiveAMinimumButNoMaximum() throws {
    let window = display.window(ProbeWidget())
    display.settle()
    let hints = try #require(observer.sizeHints(of: window.id))
    #expect(hints.flags & Int(PMinSize) != 0)
    #expect(hints.flags & Int(PMaxSize) == 0)
    #expect(hints.min_width == 120)
    let wm = try #require(observer.hints(of: window.id))
    #expect(wm.input == 1)
    #expect(wm.window_group == display.connection.leader)
  }

  @Test func aNewTitleIsWrittenInEveryForm() {
    let window = display.window(ProbeWidget(), title: "plain")
    display.settle()
    #expect(observer.property("WM_NAME", of: window.id)?.type == "STRING")
    window.title = "(2) 李 — Banter"
    display.settle()
    for name in ["_NET_WM_NAME", "_NET_WM_ICON_NAME", "WM_NAME", "WM_ICON_NAME"] {
      #expect(observer.property(name, of: window.id)?.text == "(2) 李 — Banter", "\(name)")
    }
  }

  @Test(arguments: [
    "Ελένη", "Иван", "דוד", "فاطمة", "अनिता", "สมชาย", "田中さくら", "김민준", "Zoë", "👩\u{200D}💻", "𐍈",
  ])
  func aTitleIsTheNameInEveryScript(name: String) {
    let window = display.window(ProbeWidget(), title: "(3) \(name) — Banter")
    display.settle()
    #expect(observer.property("_NET_WM_NAME", of: window.id)?.text == "(3) \(name) — Banter")
  }

  @Test func aTitleHoldsNothingThatSteersDirectionsOrLines() {
    let window = display.window(
      ProbeWidget(), title: "a\u{202E}b\u{2066}\u{5D3}\u{2069}\n\u{7}c\u{2028}d\u{200F}")
    display.settle()
    #expect(observer.property("_NET_WM_NAME", of: window.id)?.text == "ab\u{5D3}  c d")
    #expect(observer.property("WM_NAME", of: window.id)?.text == "ab\u{5D3}  c d")
  }

  @Test func urgencyChangesOneBitAndLeavesTheOthers() throws {
    let window = display.window(ProbeWidget())
    display.settle()
    var foreign = XWMHints()
    foreign.flags = Int(InputHint | IconWindowHint)
    foreign.input = 1
    foreign.icon_window = 4711
    unsafe XSetWMHints(observer.display, window.id, &foreign)
    observer.sync()
    window.requestAttention()
    display.settle()
    let states = observer.property("_NET_WM_STATE", of: window.id)?.values
    #expect(states == [observer.atom("_NET_WM_STATE_DEMANDS_ATTENTION")])
    let hints = try #require(observer.hints(of: window.id))
    #expect(hints.flags == Int(InputHint | IconWindowHint) | Int(XUrgencyHint))
    #expect(hints.icon_window == 4711)
  }
}
