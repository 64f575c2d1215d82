import Testing
import WidgetTestSupport
import Widgets

struct TypeAheadTests {
  private let list = ListBox()
  private let window: TestWindow

  init() {
    let names = ["Everyone", "anna", "Ann Lee", "andré", "Bob", "Øystein", "Élodie", "bea"]
    window = TestWindow(list, width: 204, height: 144)
    list.setItems(names.map { ListBox.Item(id: $0, text: $0) })
    window.tree.focus(list)
  }

  @Test func lettersFindTheNextNameThatStartsWithThem() {
    window.type("b")
    #expect(list.selectedID == "Bob")
    window.type("e")
    #expect(list.selectedID == "bea")
  }

  @Test func moreLettersMayStayOnTheSelectedName() {
    window.type("an")
    #expect(list.selectedID == "anna")
    window.type("nA")
    #expect(list.selectedID == "anna")
  }

  @Test func aSpaceIsPartOfTheNameButNotItsStart() {
    #expect(!window.tree.handle(.key(KeyEvent(.character(" "), text: " "))))
    window.type("ann l")
    #expect(list.selectedID == "Ann Lee")
  }

  @Test func afterASecondTheSearchStartsAnew() {
    window.type("an")
    window.fireTimers()
    window.type("b")
    #expect(list.selectedID == "Bob")
  }

  @Test func eachLetterStartsTheSecondAgain() {
    window.type("a")
    window.type("n")
    // The first letter's timer was cancelled: only the second one's ends the search.
    window.fireTimers()
    window.type("n")
    #expect(list.selectedID == "anna")
  }

  @Test func theSameLetterAgainGoesToTheNextNameAndRoundTheEnd() {
    var found: [String?] = []
    for _ in 0..<4 {
      window.type("a")
      found.append(list.selectedID)
    }
    #expect(found == ["anna", "Ann Lee", "andré", "anna"])
  }

  @Test func caseAndAccentsDoNotMatter() {
    window.type("ÉLO")
    #expect(list.selectedID == "Élodie")
    window.fireTimers()
    window.type("elo")
    #expect(list.selectedID == "Élodie")
    window.fireTimers()
    window.type("oys")
    #expect(list.selectedID == "Øystein")
    window.fireTimers()
    window.type("andre")
    #expect(list.selectedID == "andré")
  }

  @Test func returnAfterANameThatIsNobodysOpensNobody() {
    final class Log { var opened: [String] = [] }
    let log = Log()
    list.onActivate = { log.opened.append($0.id) }
    list.selectedID = "Bob"
    window.type("carol")
    #expect(window.press(.enter))
    #expect(log.opened == [])
    window.press(.enter)
    #expect(log.opened == ["Bob"])
    window.type("ann l")
    window.press(.enter)
    #expect(log.opened == ["Bob", "Ann Lee"])
  }

  @Test(arguments: [KeySymbol.home, .up, .enter, .escape])
  func anotherKeyEndsTheSearch(key: KeySymbol) {
    list.selectedID = "Everyone"
    window.type("x")
    #expect(window.press(key))
    window.type("b")
    #expect(list.selectedID == "Bob")
  }

  @Test func escapeIsTheWindowsWhereNothingIsSearched() {
    #expect(!window.press(.escape))
  }

  @Test func lettersThatNobodyHasChangeNothingAndAreUsed() {
    list.selectedID = "Bob"
    #expect(window.tree.handle(.key(KeyEvent(.character("x"), text: "x"))))
    #expect(list.selectedID == "Bob")
  }

  @Test func whatIsSearchedForIsShownUntilTheTimeIsUp() {
    window.draw()
    window.type("xQ")
    let texts = window.draw().operations
    #expect(
      texts.contains {
        if case .text("xQ", _, let color) = $0 { color == Theme().errorText } else { false }
      })
    window.fireTimers()
    #expect(!window.draw().texts.contains("xQ"))
    window.type("b")
    #expect(window.draw().texts.contains("b"))
  }

  @Test func committedTextOfAnInputMethodIsFoundToo() {
    list.setItems([.init(id: "1", text: "山田"), .init(id: "2", text: "田中")])
    window.tree.handle(.key(KeyEvent(.unknown, text: "田中")))
    #expect(list.selectedID == "2")
  }

  @Test func keysWithControlAndControlCharactersAreNotLetters() {
    #expect(!window.tree.handle(.key(KeyEvent(.character("a"), modifiers: .control, text: "a"))))
    #expect(!window.tree.handle(.key(KeyEvent(.escape, text: "\u{1b}"))))
    #expect(list.selectedID == nil)
  }
}
