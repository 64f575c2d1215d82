import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Chinese typed through the input methods that people use, as far as they are installed.
///
/// `make deps` installs fcitx5 with an engine; ibus is tested where somebody has put it
/// (`apt-get install ibus ibus-table ibus-table-wubi`).
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

  @Test(arguments: installed, [true, false])
  func chineseIsComposedAndCommitted(kind: RealInputMethod.Kind, drawsInside: Bool) throws {
    let (typist, method) = try start(kind, drawsInside: drawsInside)
    try typist.press(kind.keys)
    if drawsInside {
      #expect(typist.run { !typist.shown.isEmpty })
      #expect(!typist.entry.text.contains(typist.shown.text))
    }
    try typist.press("space")
    #expect(typist.run { typist.entry.text == "你好" })
    #expect(typist.run { typist.shown.isEmpty })
    method.kill()
  }

  @Test(arguments: installed)
  func aMethodKilledWhileItComposesIsUsedAgainWhenItComesBack(kind: RealInputMethod.Kind) throws {
    let (typist, method) = try start(kind, drawsInside: true)
    try typist.press(kind.keys)
    #expect(typist.run { !typist.shown.isEmpty })
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
    try typist.press(kind.keys + ["space"])
    #expect(typist.run { typist.entry.text == "你好" })
  }
}
