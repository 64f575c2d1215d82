import ChatClient
import Framing
import Testing
import WidgetTestSupport
import Widgets

struct PeerKeyViewTests {
  private let (known, shown, own): (Pin, Pin, Pin)
  private let view: PeerKeyView
  private let window: TestWindow

  init() throws {
    known = try #require(Pin((0..<32).map { UInt8($0) }))
    shown = try #require(Pin((0..<32).map { UInt8(255 - $0) }))
    own = try #require(Pin((0..<32).map { UInt8($0 + 100) }))
    view = PeerKeyView(name: "bob", own: own)
    window = TestWindow(view, width: 560, height: 900)
    window.tree.focus(view.text)
  }

  private func show(
    _ now: Pin..., compared: Set<Pin> = [], from source: PeerKeys.Source = .told
  ) -> [String] {
    view.show(PeerKeys(now: Set(now), compared: compared, source: source))
    return window.draw().texts
  }

  private func pressButton(_ number: Int) {
    window.tree.focus(view.text)
    for _ in 0..<number { window.press(.tab) }
    window.press(.character(" "))
  }

  @Test func theKeyIsShownBesideOnesOwnAndIsComparedByTheButtonAlone() {
    var answers: [[Pin]] = []
    view.onCompare = { answers.append($0) }
    let texts = show(known)
    #expect(texts.contains { $0.contains("0001") && $0.contains("0203") })
    #expect(texts.contains { $0.contains("6465") })
    #expect(texts.contains("The key of bob") && texts.contains("I have compared it"))
    window.press(.enter)
    window.press(.character(" "))
    #expect(answers == [])
    pressButton(1)
    #expect(answers == [[known]])
  }

  @Test func whatWasComparedIsCalmlySaidAndCanBeTakenBack() {
    var answers: [[Pin]] = []
    view.onCompare = { answers.append($0) }
    let texts = show(known, compared: [known])
    #expect(texts.contains("You have compared this key."))
    #expect(!texts.contains("I have compared it"))
    pressButton(1)
    #expect(answers == [[]])
  }

  @Test func anotherKeyIsShownWithTheOneThatWasCompared() {
    var answers: [[Pin]] = []
    view.onCompare = { answers.append($0) }
    let texts = show(shown, compared: [known])
    #expect(texts.contains { $0.hasPrefix("Beware: bob has another key") })
    #expect(texts.contains { $0.contains("fffe") } && texts.contains { $0.contains("0001") })
    pressButton(1)
    pressButton(2)
    #expect(answers == [[shown], []])
  }

  @Test func severalKeysAreComparedTogether() {
    var answers: [[Pin]] = []
    view.onCompare = { answers.append($0) }
    let texts = show(known, shown)
    #expect(texts.contains("The keys of bob") && texts.contains("Key 1 of 2:"))
    #expect(texts.contains("I have compared them"))
    pressButton(1)
    #expect(answers.first.map(Set.init) == [known, shown])
    #expect(show(known, shown, compared: [known]).contains { $0.contains("one more key") })
  }

  @Test(arguments: [
    (PeerKeys.Source.asking, "Asking"), (.offline, "no connection"),
    (.untold(.tooOld), "older protocol"), (.untold(.noAnswer), "does not answer"),
    (.untold(.refused), "does not tell"),
  ])
  func whyItIsNotFromTheRouterIsSaidInPlainWords(source: PeerKeys.Source, words: String) {
    #expect(show(known, from: source).contains { $0.contains(words) })
    let none = show(from: source)
    #expect(none.contains { $0.contains(words) })
    #expect(none.contains("No key of bob is known here yet."))
    #expect(!none.contains("I have compared it"))
  }

  @Test func aPersonWithoutAKeyHasNothingToCompare() {
    let texts = show()
    #expect(texts.contains { $0.contains("belongs to no key") })
    #expect(!texts.contains("I have compared it"))
    var isClosed = false
    view.onClose = { isClosed = true }
    window.press(.escape)
    #expect(isClosed)
  }

  @Test func whatCouldNotBeKeptIsSaid() {
    _ = show(known)
    view.show(problem: "The disk is full.")
    #expect(window.draw().texts.contains("The disk is full."))
  }
}
