import Testing
import Widgets

@Suite struct TextEntryTests {
  @Test func whatIsTypedIsShownAndEnterSubmitsIt() {
    let entry = Entry()
    let window = TestWindow(entry, width: 400, height: 40)
    window.tree.focus(entry)
    var submitted: [String] = []
    entry.onSubmit = { submitted.append($0) }
    window.type("hello wörld")
    #expect(entry.text == "hello wörld")
    #expect(window.draw().texts == ["hello wörld"])
    #expect(window.press(.enter))
    #expect(submitted == ["hello wörld"])
  }
}
