import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Clipboard managers, old encodings and very long texts.
@MainActor @Suite(.serialized) struct SelectionManagerTests {
  private let bench: InputBench
  private let selections: SelectionOwner
  private let peer: RawPeer
  private let clipboard: Atom

  init() throws {
    bench = try InputBench()
    selections = bench.makeSelections()
    peer = try RawPeer(on: bench.server)
    clipboard = bench.atoms[.clipboard]
  }

  private func runBoth(until isDone: () -> Bool) -> Bool {
    bench.run {
      peer.bench.turn()
      return isDone()
    }
  }

  private func copy(_ text: String) {
    selections.own(.clipboard, text, .none)
    #expect(bench.run { selections.owned[.clipboard]?.text == text })
  }

  // MARK: Quitting

  @Test(arguments: ["short 🙂", SelectionTests.long])
  func onQuittingAClipboardManagerGetsTheText(text: String) {
    copy(text)
    peer.own(bench.atoms[.clipboardManager])
    let property = peer.atom("SAVED")
    var question: XSelectionRequestEvent?
    unsafe peer.onRequest = { [peer, clipboard] request in
      unsafe question = unsafe request
      peer.ask(clipboard, peer.bench.atoms[.utf8String], into: property)
    }
    var isDone = false
    selections.save { isDone = true }
    #expect(runBoth { !peer.answers.isEmpty })
    #expect(unsafe question?.target == bench.atoms[.saveTargets])
    #expect(!isDone)
    var bytes = peer.take(property).map { $0.type == bench.atoms[.incr] ? [] : $0.bytes } ?? []
    if bytes.isEmpty {
      _ = runBoth {
        guard let part = peer.take(property) else { return false }
        bytes += part.bytes
        return part.bytes.isEmpty
      }
    }
    #expect(bytes == Array(text.utf8))
    if let question = unsafe question { unsafe peer.answer(question) }
    #expect(runBoth { isDone })
  }

  @Test func aClipboardManagerThatHangsIsNotWaitedForLong() {
    copy("text")
    peer.own(bench.atoms[.clipboardManager])
    let start = ContinuousClock.now
    var isDone = false
    selections.save { isDone = true }
    #expect(!isDone)
    #expect(bench.run { isDone })
    #expect(ContinuousClock.now - start < .seconds(3))
  }

  @Test func withoutAClipboardManagerOrATextThereIsNothingToWaitFor() {
    var doneCount = 0
    selections.save { doneCount += 1 }
    copy("text")
    selections.save { doneCount += 1 }
    #expect(doneCount == 2)
  }

  // MARK: Asking

  @Test func anOwnerWithCompoundTextOnlyIsUnderstood() throws {
    unsafe setlocale(LC_CTYPE, "C.UTF-8")
    peer.own(clipboard)
    var asked: [Atom] = []
    unsafe peer.onRequest = { [peer] request in
      var request = unsafe request
      unsafe asked.append(request.target)
      if unsafe request.target == peer.bench.atoms[.compoundText] {
        // ISO 8859-1 in the right half, then a part in ISO 8859-7 (Greek).
        let bytes = Array("Gr".utf8) + [0xfc, 0x20, 0x1b, 0x2d, 0x46, 0xe1, 0xe2]
        unsafe SelectionProperty.write(
          bytes[...], type: peer.bench.atoms[.compoundText], to: request.property,
          of: request.requestor, on: peer.bench.display)
      } else {
        unsafe request.property = 0
      }
      unsafe peer.answer(request)
    }
    var answers: [String?] = []
    selections.request(.clipboard, .none) { answers.append($0) }
    #expect(runBoth { !answers.isEmpty })
    #expect(answers == ["Grü αβ"])
    let (utf8, plain) = (bench.atoms[.utf8String], bench.atoms[.textPlainUTF8])
    #expect(asked == [utf8, plain, bench.atoms[.compoundText]])
  }

  @Test func sixteenMegabytesTravelEachWay() throws {
    let other = try InputBench(on: bench.server)
    let others = other.makeSelections()
    let text = String(repeating: "sixteen bytes 🙂\n", count: 16 << 20 / 19)
    #expect(text.utf8.count > 15 << 20)
    copy(text)
    others.own(.primary, text + "!", .none)
    var answers: [String?] = []
    #expect(
      bench.run {
        other.turn(); return others.owned[.primary] != nil
      })
    others.request(.clipboard, .none) { answers.append($0) }
    selections.request(.primary, .none) { answers.append($0) }
    #expect(
      bench.run(for: .seconds(60)) {
        other.turn(); return answers.count == 2
      })
    #expect(answers.contains(text) && answers.contains(text + "!"))
    #expect(
      selections.sends.isEmpty
        || bench.run {
          other.turn(); return selections.sends.isEmpty
        })
  }
}
