import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Chinese typed through the input methods that people use, ibus and fcitx5, which `make deps` installs with an engine
/// each.
@MainActor @Suite(.serialized) struct RealInputMethodTests {
  private nonisolated static let installed = RealInputMethod.Kind.allCases.filter(\.isInstalled)

  private func start(
    _ kind: RealInputMethod.Kind, drawsInside: Bool
  ) throws -> (Typist, RealInputMethod) {
    let server = try VirtualServer()
    let method = try RealInputMethod(kind, on: server, drawsInside: drawsInside)
    let typist = try Typist(
      on: server, modifiers: kind.modifiers,
      resources: ["*preedit: \(drawsInside ? "inside" : "over")"])
    #expect(typist.focus())
    #expect(typist.run(for: .seconds(30)) { typist.display.inputMethod.hasServer })
    #expect(try typist.run(for: .seconds(30)) { try method.chooseEngine() })
    return (typist, method)
  }

  /// Presses the keys that compose, and waits for what comes of it.
  ///
  /// On a busy machine a method may need more than the second after which it counts as hanging (its first key loads its
  /// engine), and keys go past it as they should: then all of it is done once more.
  private func compose(
    _ keys: [String], with typist: Typist, until isDone: () -> Bool
  ) throws -> Bool {
    let method = typist.display.inputMethod
    for _ in 0..<5 {
      let silences = method.silenceCount
      try typist.press(keys)
      if typist.run(until: { isDone() || method.silenceCount != silences }), isDone() {
        return true
      }
      guard method.silenceCount != silences else { return false }
      guard typist.run(for: .seconds(60), until: { !method.isSilent && method.hasServer }) else {
        return false
      }
      #expect(try endComposition(with: typist))
      typist.entry.text = ""
    }
    return false
  }

  /// Takes back what is composed; a key that goes past a method that is slow for a moment is pressed once more.
  private func endComposition(with typist: Typist) throws -> Bool {
    for _ in 0..<5 {
      try typist.press("Escape", "Escape")
      if typist.run(until: { typist.shown.isEmpty }) { return true }
    }
    return false
  }

  @Test(arguments: installed, [true, false])
  func chineseIsComposedAndCommitted(kind: RealInputMethod.Kind, drawsInside: Bool) throws {
    let (typist, method) = try start(kind, drawsInside: drawsInside)
    if drawsInside {
      #expect(try compose(kind.keys, with: typist) { !typist.shown.isEmpty })
      #expect(!typist.entry.text.contains(typist.shown.text))
      #expect(try endComposition(with: typist))
      typist.entry.text = ""
    }
    #expect(try compose(kind.keys + ["space"], with: typist) { typist.entry.text == "你好" })
    #expect(typist.run { typist.shown.isEmpty })
    method.kill()
  }

  @Test(arguments: installed)
  func aMethodKilledWhileItComposesIsUsedAgainWhenItComesBack(kind: RealInputMethod.Kind) throws {
    let (typist, method) = try start(kind, drawsInside: true)
    #expect(try compose(kind.keys, with: typist) { !typist.shown.isEmpty })
    method.kill()
    #expect(typist.run { !typist.display.inputMethod.hasServer })
    #expect(typist.shown.isEmpty)
    try typist.press("x")
    // Before it, what the method gave back when its end came.
    #expect(typist.run { typist.entry.text.hasSuffix("x") })
    typist.entry.text = ""
    try method.start()
    #expect(typist.run(for: .seconds(30)) { typist.display.inputMethod.hasServer })
    #expect(try typist.run(for: .seconds(30)) { try method.chooseEngine() })
    #expect(try compose(kind.keys + ["space"], with: typist) { typist.entry.text == "你好" })
  }
}
