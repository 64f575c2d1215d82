import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

@MainActor @Suite(.serialized) struct SelectionTests {
  /// Two lines in several scripts, with what is beyond the basic plane and no newline at the end.
  nonisolated static let text = "Grüße, мир 字\n\tsecond line 🙂👩‍👩‍👧\r\nthird"
  nonisolated static let long = String(
    String(repeating: "0123456789abcde🙂\n", count: 1 << 16).prefix(1 << 20))
  nonisolated static let names: [(SelectionKind, String)] = [
    (.primary, "primary"), (.clipboard, "clipboard"),
  ]

  private func paste(
    _ name: String, _ arguments: [String] = [], from bench: InputBench
  ) throws -> Data {
    let tool = try bench.server.start("xclip", ["-selection", name, "-o"] + arguments)
    #expect(bench.run { !tool.isRunning })
    return tool.output
  }

  /// Starts xclip as an owner and waits until it is one.
  private func copy(
    _ text: String, _ name: String, for bench: InputBench, _ arguments: [String] = []
  ) throws -> TestTool {
    let tool = try bench.server.start(
      "xclip", ["-selection", name, "-quiet", "-i"] + arguments, input: Data(text.utf8))
    let atom = name == "primary" ? XA_PRIMARY : bench.atoms[.clipboard]
    #expect(bench.run { unsafe XGetSelectionOwner(bench.display, atom) != 0 })
    return tool
  }

  @Test(arguments: names) func xclipPastesWhatWasCopied(kind: SelectionKind, name: String) throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    selections.own(kind, Self.text, .none)
    #expect(bench.run { selections.owned[kind] != nil })
    let pasted = try paste(name, from: bench)
    #expect(pasted == Data(Self.text.utf8))
    #expect(try paste(name, ["-t", "text/plain;charset=utf-8"], from: bench) == pasted)
  }

  @Test(arguments: names) func whatXclipCopiedIsPasted(kind: SelectionKind, name: String) throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    let owner = try copy(Self.text, name, for: bench)
    var answers: [String?] = []
    selections.request(kind, .none) { answers.append($0) }
    #expect(bench.run { !answers.isEmpty })
    #expect(answers == [Self.text])
    owner.kill()
  }

  @Test func theStringTargetIsLatin1WithQuestionMarks() throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    selections.own(.clipboard, "Grüße 字🙂\n", .none)
    #expect(bench.run { selections.owned[.clipboard] != nil })
    let pasted = try paste("clipboard", ["-t", "STRING"], from: bench)
    #expect(Array(pasted) == [0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x3f, 0x3f, 0x0a])
  }

  @Test func theTargetsAreListed() throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    selections.own(.clipboard, "x", .none)
    #expect(bench.run { selections.owned[.clipboard] != nil })
    let list = try paste("clipboard", ["-t", "TARGETS"], from: bench)
    let targets = String(decoding: list, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(
      targets == [
        "TARGETS", "TIMESTAMP", "MULTIPLE", "UTF8_STRING", "text/plain;charset=utf-8",
        "text/plain",
        "TEXT", "STRING",
      ])
  }

  @Test func aMegabyteGoesToXclip() throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    selections.own(.clipboard, Self.long, .none)
    #expect(bench.run { selections.owned[.clipboard] != nil })
    #expect(try paste("clipboard", from: bench) == Data(Self.long.utf8))
    #expect(bench.run { selections.sends.isEmpty && selections.masksBefore.isEmpty })
  }

  @Test func aMegabyteAndMoreComesFromXclip() throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    // xclip sends in parts only above a quarter of the largest request.
    let text = String(repeating: Self.long, count: 6)
    let owner = try copy(text, "clipboard", for: bench)
    var answers: [String?] = []
    selections.request(.clipboard, .none) { answers.append($0) }
    #expect(bench.run { !answers.isEmpty })
    #expect(answers == [text])
    owner.kill()
  }

  @Test func nobodysSelectionIsNil() throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    var answers: [String?] = []
    selections.request(.primary, .none) { answers.append($0) }
    #expect(bench.run { !answers.isEmpty })
    #expect(answers == [nil])
    #expect(selections.queries.isEmpty)
  }

  @Test func aSelectionTakenElsewhereIsLostAndTheOtherIsKept() throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    var lost: [SelectionKind] = []
    selections.onLost = { lost.append($0) }
    selections.own(.primary, "one", .none)
    selections.own(.clipboard, "two", .none)
    #expect(bench.run { selections.owned.count == 2 })
    let owner = try bench.server.start(
      "xclip", ["-selection", "clipboard", "-quiet", "-i"], input: Data("three".utf8))
    #expect(bench.run { !lost.isEmpty })
    #expect(lost == [.clipboard])
    #expect(try paste("primary", from: bench) == Data("one".utf8))
    var answers: [String?] = []
    selections.request(.clipboard, .none) { answers.append($0) }
    #expect(bench.run { !answers.isEmpty })
    #expect(answers == ["three"])
    owner.kill()
  }

  @Test func ourOwnSelectionIsAnsweredAtOnce() throws {
    let bench = try InputBench()
    let selections = bench.makeSelections()
    selections.own(.clipboard, Self.long, .none)
    #expect(bench.run { selections.owned[.clipboard] != nil })
    var answers: [String?] = []
    selections.request(.clipboard, .none) { answers.append($0) }
    #expect(answers == [Self.long])
  }

  @Test func anOwnerThatNeverAnswersIsGivenUp() throws {
    let bench = try InputBench(haste: 20)
    let selections = bench.makeSelections()
    let silent = try InputBench(on: bench.server)
    let window = unsafe SelectionOwner.makeWindow(on: silent.display)
    unsafe XSetSelectionOwner(silent.display, silent.atoms[.clipboard], window, 0)
    unsafe XSync(silent.display, 0)
    var answers: [String?] = []
    selections.request(.clipboard, .none) { answers.append($0) }
    selections.request(.clipboard, .none) { answers.append($0) }
    #expect(bench.run { answers.count == 2 })
    #expect(answers == [nil, nil])
    #expect(selections.queries.isEmpty)
  }
}
