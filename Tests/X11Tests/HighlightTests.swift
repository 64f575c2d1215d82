import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// PRIMARY and what shows as selected, over real windows.
@MainActor @Suite(.serialized) struct HighlightTests {
  let server: XServer
  let display: TestDisplay
  let observer: Observer

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
    observer = try Observer(server.name)
  }

  private func shown(_ view: TextView, x: Int) -> TopLevelWindow {
    let window = TopLevelWindow(
      .init(
        title: "x", instanceName: "chat", role: "chat", size: Size(width: 200, height: 100),
        position: Point(x: x, y: 0)), root: view, on: display.connection)
    view.append(.init([.init("some words to select")]))
    window.show(at: EventTime.none)
    #expect(display.run { window.isMapped })
    display.settle()
    return window
  }

  private var primaryOwner: Window {
    unsafe XGetSelectionOwner(observer.display, XA_PRIMARY)
  }

  @Test func onlyWhatIsPrimaryShowsAsSelected() throws {
    let (first, second) = (TextView(), TextView())
    _ = (shown(first, x: 0), shown(second, x: 300))
    try server.xdotool("mousemove", "150", "70", "click", "1")
    display.settle()
    #expect(primaryOwner == 0)
    try server.xdotool("mousemove", "20", "18", "click", "--repeat", "2", "1")
    #expect(display.run { first.plainSelection == "some" })
    #expect(display.run { primaryOwner != 0 })
    try server.xdotool("mousemove", "320", "18", "click", "--repeat", "2", "1")
    #expect(display.run { second.plainSelection == "some" && first.plainSelection == nil })
    let other = unsafe XCreateSimpleWindow(
      observer.display, observer.root, 0, 0, 1, 1, 0, 0, 0)
    unsafe XSetSelectionOwner(observer.display, XA_PRIMARY, other, 0)
    observer.sync()
    #expect(display.run { second.plainSelection == nil })
    #expect(display.errorCount == 0)
  }

  @Test(arguments: [SelectionKind.clipboard, .primary])
  func whatAWindowSelectedOutlivesIt(kind: SelectionKind) throws {
    let view = TextView()
    let window = shown(view, x: 0)
    window.tree.focus(view)
    window.tree.handle(.key(KeyEvent(.character("a"), modifiers: .control)))
    if kind == .clipboard {
      window.tree.handle(.key(KeyEvent(.character("c"), modifiers: .control)))
    }
    #expect(display.run { display.connection.selections.owned[kind] != nil })
    window.close()
    display.settle()
    let other = try TestDisplay(server)
    var answers: [String?] = []
    other.connection.selections.request(kind, .none) { answers.append($0) }
    #expect(
      display.run {
        other.turn()
        return !answers.isEmpty
      })
    #expect(answers == ["some words to select"])
  }
}
