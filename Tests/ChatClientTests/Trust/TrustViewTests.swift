import ChatClient
import Framing
import Testing
import WidgetTestSupport
import Widgets

struct TrustViewTests {
  let known: Pin
  let shown: Pin

  init() throws {
    known = try #require(Pin((0..<32).map { UInt8($0) }))
    shown = try #require(Pin((0..<32).map { UInt8(255 - $0) }))
  }

  @Test func aNewRouterIsTrustedByItsButtonOnly() {
    let view = FirstUseView(router: "chat.example", pin: known)
    let window = TestWindow(view, width: 500, height: 420)
    window.tree.focus(view.text)
    var answers: [Bool] = []
    view.onTrust = { answers.append(true) }
    view.onCancel = { answers.append(false) }
    window.press(.enter)
    window.press(.escape)
    #expect(answers == [false])
    window.press(.tab)
    window.press(.tab)
    window.press(.character(" "))
    #expect(answers == [false, true])
    let texts = window.draw().texts
    #expect(texts.contains { $0.contains("0001") && $0.contains("0203") })
  }

  @Test func aChangedKeyIsTakenOnlyWhenTheNameOfTheRouterWasTyped() {
    let view = ChangedKeyView(router: "chat.example", known: known, shown: shown)
    let window = TestWindow(view, width: 560, height: 620)
    window.tree.focus(view.entry)
    var answers: [Bool] = []
    view.onTrust = { answers.append(true) }
    view.onStop = { answers.append(false) }
    // What a habit presses: Return, Space, Tab and Space.
    window.press(.enter)
    window.press(.character(" "))
    window.press(.tab)
    window.press(.character(" "))
    #expect(answers == [false])
    window.tree.focus(view.entry)
    view.entry.text = ""
    window.type("chat.exampl")
    window.press(.enter)
    window.type("e")
    window.press(.tab)
    window.press(.character(" "))
    #expect(answers == [false, true])
  }

  @Test func bothKeysAreShown() {
    let view = ChangedKeyView(router: "chat.example", known: known, shown: shown)
    let window = TestWindow(view, width: 560, height: 620)
    let texts = window.draw().texts
    #expect(texts.contains { $0.contains("0001") })
    #expect(texts.contains { $0.contains("fffe") })
  }

  @Test func aKeyIsExportedWithAPassphraseThatWasTypedTwice() {
    let view = OwnKeyView(name: "alice", pin: known, file: "/tmp/key.pem")
    let window = TestWindow(view, width: 520, height: 520)
    var exports: [[String]] = []
    view.onExport = { exports.append([$0, $1]) }
    window.tree.focus(view.fileEntry)
    window.press(.tab)
    window.type("correct horse")
    window.press(.tab)
    window.type("correct hors")
    pressButton(3, in: window)
    #expect(exports == [])
    #expect(window.draw().texts.contains { $0.contains("differ") })
    window.tree.focus(view.fileEntry)
    window.press(.tab)
    window.press(.tab)
    window.press(.end)
    window.type("e")
    pressButton(3, in: window)
    #expect(exports == [["/tmp/key.pem", "correct horse"]])
  }

  @Test func nothingIsImportedWithoutAPassphrase() {
    let view = OwnKeyView(name: "alice", pin: known, file: "/tmp/key.pem")
    let window = TestWindow(view, width: 520, height: 520)
    var imports = 0
    view.onImport = { _, _ in imports += 1 }
    window.tree.focus(view.fileEntry)
    window.press(.tab)
    window.press(.tab)
    pressButton(2, in: window)
    #expect(imports == 0)
    #expect(window.draw().texts.contains { $0.contains("passphrase") })
  }

  /// Goes on by Tab from the entry for the repeated passphrase to a button, and presses it.
  private func pressButton(_ number: Int, in window: TestWindow) {
    for _ in 0..<number { window.press(.tab) }
    window.press(.character(" "))
  }
}
