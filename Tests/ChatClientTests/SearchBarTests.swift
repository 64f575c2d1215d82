import ChatClient
import Testing
import WidgetTestSupport
import Widgets

struct SearchBarTests {
  let bar = SearchBar()
  let window: TestWindow

  init() {
    window = TestWindow(bar, width: 500, height: 40)
    window.tree.focus(bar.entry)
  }

  @Test func whatIsTypedIsLookedForAtOnceAndReturnGoesOn() {
    var looked: [String] = []
    var steps: [Bool] = []
    bar.onChange = { looked.append($0) }
    bar.onStep = { steps.append($0) }
    window.type("ab")
    window.press(.enter)
    window.press(.enter, .shift)
    #expect(looked == ["a", "ab"])
    #expect(steps == [true, false])
    #expect(bar.entry.text == "ab")
  }

  @Test func theButtonsAreReachedByTabAndGoBothWays() {
    var steps: [Bool] = []
    bar.onStep = { steps.append($0) }
    window.press(.tab)
    window.press(.enter)
    window.press(.tab)
    window.press(.character(" "))
    #expect(steps == [true, false])
  }

  @Test func escapeCloses() {
    var count = 0
    bar.onClose = { count += 1 }
    window.press(.escape)
    #expect(count == 1)
  }

  @Test func itSaysWhichOfHowManyIsShown() {
    bar.show(number: 2, of: 17)
    #expect(window.draw().texts.contains("2 of 17"))
    bar.show(number: nil, of: 0)
    #expect(window.draw().texts.contains("no match"))
    bar.show(number: nil, of: nil)
    #expect(!window.draw().texts.contains("no match"))
  }
}
