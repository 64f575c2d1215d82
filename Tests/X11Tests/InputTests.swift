import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Typing with real key presses where no input method server is.
@MainActor @Suite(.serialized) struct InputTests {
  /// Opens a window, inside the test itself: the environment is everybody's.
  private func start() throws -> (TypingBench, Window) {
    // The poorest locale there is: text beyond ASCII works all the same.
    unsafe setenv("LC_ALL", "C", 1)
    unsafe unsetenv("XMODIFIERS")
    let typing = try TypingBench()
    return (typing, typing.openWindow())
  }

  @Test func lettersOfLatinAreTyped() throws {
    let (typing, window) = try start()
    try typing.press("a", "B", "space", "1", "exclam")
    #expect(typing.text(in: window, ofLength: 5) == "aB 1!")
  }

  @Test func nothingIsOpenedBeforeTheFirstKeyUnlessAsked() throws {
    let (typing, window) = try start()
    #expect(unsafe typing.method.handle == nil)
    try typing.press("a")
    #expect(typing.text(in: window, ofLength: 1) == "a")
    #expect(unsafe typing.method.handle != nil)
    #expect(!typing.method.hasServer)
  }

  @Test func deadKeysCompose() throws {
    let (typing, window) = try start()
    try typing.setLayout("us", "-variant", "intl")
    // The very first press is dead: the context has to be there before it is filtered.
    try typing.press("dead_acute", "e", "dead_diaeresis", "u", "dead_tilde", "n")
    #expect(typing.text(in: window, ofLength: 3) == "éüñ")
  }

  @Test func theComposeKeyComposes() throws {
    let (typing, window) = try start()
    try typing.setLayout("us", "-option", "compose:ralt")
    try typing.press("Multi_key", "o", "c", "Multi_key", "equal", "E", "x")
    #expect(typing.text(in: window, ofLength: 3) == "©€x")
  }

  @Test func lettersBeyondLatin1AreTyped() throws {
    let (typing, window) = try start()
    try typing.setLayout("ru")
    try typing.press("Cyrillic_zhe", "Cyrillic_YA")
    #expect(typing.text(in: window, ofLength: 2) == "жЯ")
  }

  @Test func aSwitchedLayoutIsFollowed() throws {
    let (typing, window) = try start()
    try typing.press("a")
    #expect(typing.text(in: window, ofLength: 1) == "a")
    try typing.setLayout("gr")
    try typing.press("Greek_alpha")
    #expect(typing.text(in: window, ofLength: 1) == "α")
  }

  @Test func shortcutsAreSymbolsWithoutText() throws {
    let (typing, window) = try start()
    try typing.press("ctrl+a", "alt+x", "ctrl+Return", "F5", "shift+Tab", "KP_Left")
    #expect(typing.bench.run(for: .seconds(5)) { typing.keys[window]?.last?.symbol == .left })
    let keys = typing.keys[window, default: []].filter { $0.symbol != .unknown }
    #expect(
      keys.map(\.symbol) == [
        .character("a"), .character("x"), .enter, .function(5), .tab, .left,
      ])
    #expect(
      keys.map(\.modifiers) == [.control, .alt, .control, [], .shift, []])
    #expect(keys.allSatisfy { $0.text.isEmpty && $0.time != .none })
  }

  @Test func shortcutsAreLatinInEveryLayout() throws {
    let (typing, window) = try start()
    try typing.setLayout("us,ru")
    unsafe XkbLockGroup(typing.bench.display, UInt32(XkbUseCoreKbd), 1)
    typing.bench.turn()
    try typing.press("ctrl+c")
    #expect(
      typing.bench.run(for: .seconds(5)) { typing.keys[window]?.last?.modifiers == .control })
    #expect(typing.keys[window]?.last?.symbol == .character("c"))
  }

  @Test func controlCharactersAreNoText() throws {
    let (typing, window) = try start()
    try typing.press("Return", "Tab", "BackSpace", "Escape", "Delete", "x")
    #expect(typing.text(in: window, ofLength: 1) == "x")
  }

  @Test func eachWindowTypesForItself() throws {
    let (typing, window) = try start()
    let second = typing.openWindow()
    try typing.press("b")
    #expect(typing.text(in: second, ofLength: 1) == "b")
    typing.focus(window)
    try typing.press("a")
    #expect(typing.text(in: window, ofLength: 1) == "a")
    typing.closeWindow(window)
    typing.focus(second)
    try typing.press("c")
    #expect(typing.text(in: second, ofLength: 1) == "c")
  }
}
