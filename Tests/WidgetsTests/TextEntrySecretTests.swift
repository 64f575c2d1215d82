import Testing
import WidgetTestSupport
import Widgets

@Suite struct TextEntrySecretTests {
  let entry = Entry()
  let window: TestWindow

  init() {
    entry.isSecret = true
    window = TestWindow(entry, width: 193, height: 32)
    window.tree.focus(entry)
  }

  @Test func aSecretIsShownAsDots() {
    window.type("hunter2")
    let texts = window.draw().texts
    #expect(!texts.contains { $0.contains("h") || $0.contains("2") })
    #expect(entry.text == "hunter2")
  }

  @Test func aSecretIsEditedAsAnyText() {
    window.type("abé")
    window.press(.left)
    window.press(.backspace)
    #expect(entry.text == "aé")
  }

  @Test func aSecretIsNeitherCopiedNorCut() {
    window.type("hunter2")
    window.press(.character("a"), .control)
    window.press(.character("c"), .control)
    window.press(.character("x"), .control)
    window.press(.insert, .control)
    #expect(window.selections.isEmpty)
    #expect(entry.text == "hunter2")
  }
}
