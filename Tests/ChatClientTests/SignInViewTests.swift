import ChatClient
import Testing
import WidgetTestSupport
import Widgets

struct SignInViewTests {
  let view = SignInView(name: "alice", router: "localhost:5050")
  let window: TestWindow

  init() {
    window = TestWindow(view, width: 600, height: 260)
    window.tree.focus(view.nameEntry)
  }

  @Test func returnInEitherFieldSignsInWithoutTheBlanksAtTheEnds() {
    var tries: [[String]] = []
    view.onSignIn = { tries.append([$0, $1, $2]) }
    window.press(.end)
    window.type("  ")
    window.press(.enter)
    window.tree.focus(view.routerEntry)
    window.press(.enter)
    #expect(tries == [["alice", "localhost:5050", ""], ["alice", "localhost:5050", ""]])
  }

  @Test func tabReachesTheFieldsAndTheButton() {
    var tries = 0
    view.onSignIn = { _, _, _ in tries += 1 }
    window.press(.tab)
    #expect(view.routerEntry.hasFocus)
    window.press(.tab)
    window.press(.character(" "))
    #expect(tries == 1)
  }

  @Test func aRouterIsOfferedOnlyWhereOneCanBeStarted() {
    let title = "Start a router on this computer"
    view.show("Nothing answers.", isError: true)
    #expect(!window.draw().texts.contains(title))
    view.show("Nothing answers.", isError: true, canStartRouter: true)
    let texts = window.draw().texts
    #expect(texts.contains(title))
    #expect(texts.contains("Nothing answers."))
  }

  @Test func aCodeIsAskedForOnlyWhereItMayHelp() {
    var tries: [[String]] = []
    view.onSignIn = { tries.append([$0, $1, $2]) }
    #expect(!window.draw().texts.contains("Code from your other computer"))
    window.tree.focus(view.routerEntry)
    view.show("Somebody else is alice.", isError: true, takesCode: true)
    #expect(window.draw().texts.contains("Code from your other computer"))
    window.press(.tab)
    window.type("7KQM-2XVD-9PRT ")
    window.press(.enter)
    #expect(tries == [["alice", "localhost:5050", "7KQM-2XVD-9PRT"]])
  }

  @Test func escapeCancels() {
    var isCancelled = false
    view.onCancel = { isCancelled = true }
    window.press(.escape)
    #expect(isCancelled)
  }
}
