import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Selections with the other side as a second connection: what ICCCM allows, and what it forbids.
@MainActor @Suite(.serialized) struct SelectionFaultTests {
  private nonisolated static let long = SelectionTests.long

  private let bench: InputBench
  private let selections: SelectionOwner
  private let peer: RawPeer
  private let clipboard: Atom

  init() throws {
    bench = try InputBench(haste: 10)
    selections = bench.makeSelections()
    peer = try RawPeer(on: bench.server)
    clipboard = bench.atoms[.clipboard]
  }

  private func own(_ text: String) {
    selections.own(.clipboard, text, .none)
    #expect(bench.run { selections.owned[.clipboard]?.text == text })
  }

  private func runBoth(until isDone: () -> Bool) -> Bool {
    bench.run {
      peer.bench.turn()
      return isDone()
    }
  }

  // MARK: Asked by others

  @Test func multipleAnswersEachPairAndMarksTheOneItCannot() throws {
    own("both 🙂")
    let (list, text, time, bogus) = (
      peer.atom("LIST"), peer.atom("ONE"), peer.atom("TWO"), peer.atom("THREE")
    )
    let pairs = [
      peer.bench.atoms[.utf8String], text, peer.bench.atoms[.timestamp], time,
      peer.atom("NO_SUCH_TARGET"), bogus,
    ]
    unsafe SelectionProperty.write(
      pairs, type: peer.bench.atoms[.atomPair], to: list, of: peer.window, on: peer.bench.display)
    peer.ask(clipboard, bench.atoms[.multiple], into: list)
    #expect(runBoth { !peer.answers.isEmpty })
    #expect(peer.answers == [.init(target: bench.atoms[.multiple], property: list)])
    #expect(peer.take(text)?.bytes == Array("both 🙂".utf8))
    let since = try #require(selections.owned[.clipboard]?.since)
    #expect(since != .none)
    #expect(peer.take(time)?.items == [UInt(since.milliseconds)])
    #expect(peer.take(bogus) == nil)
    #expect(peer.take(list)?.items == pairs.dropLast() + [0])
  }

  @Test func whatCannotBeAnsweredIsRefused() {
    own("text")
    let property = peer.atom("HERE")
    peer.ask(clipboard, peer.atom("image/png"), into: property)
    peer.ask(clipboard, bench.atoms[.multiple], into: property)
    #expect(runBoth { peer.answers.count == 2 })
    #expect(peer.answers.allSatisfy { $0.property == 0 })
    #expect(peer.written.isEmpty)
  }

  @Test func aTimeBeforeTheSelectionWasTakenIsRefused() throws {
    own("new")
    let since = try #require(selections.owned[.clipboard]?.since)
    let before = Time(since.milliseconds &- 1)
    let (target, property) = (bench.atoms[.utf8String], peer.atom("HERE"))
    peer.ask(clipboard, target, into: property, at: before)
    peer.ask(clipboard, target, into: property, at: Time(since.milliseconds))
    #expect(runBoth { peer.answers.count == 2 })
    #expect(peer.answers.map(\.property) == [0, property])
  }

  @Test func aRequestorThatNamesNoPropertyGetsTheTargets() {
    own("old times")
    let target = bench.atoms[.utf8String]
    peer.ask(clipboard, target, into: 0)
    #expect(runBoth { !peer.answers.isEmpty })
    #expect(peer.answers == [.init(target: target, property: target)])
    #expect(peer.take(target)?.bytes == Array("old times".utf8))
  }

  @Test func aRequestorThatVanishesBeforeTheAnswerIsNoError() {
    own(Self.long)
    let errors = ErrorHandling.untrappedCount
    for target in [AtomTable.Name.utf8String, .targets, .multiple] {
      let asker = unsafe SelectionOwner.makeWindow(on: peer.bench.display)
      peer.ask(clipboard, bench.atoms[target], into: peer.atom("HERE"), of: asker)
      unsafe XDestroyWindow(peer.bench.display, asker)
    }
    unsafe XSync(peer.bench.display, 0)
    let answered = selections.request(.clipboard, .none, for: bench)
    #expect(answered == Self.long)
    unsafe XSync(bench.display, 0)
    #expect(selections.sends.isEmpty)
    #expect(ErrorHandling.untrappedCount == errors)
  }

  @Test func aRequestorThatVanishesMidwayIsForgotten() {
    own(Self.long)
    let errors = ErrorHandling.untrappedCount
    let property = peer.atom("HERE")
    peer.ask(clipboard, bench.atoms[.utf8String], into: property)
    #expect(runBoth { !peer.answers.isEmpty })
    #expect(peer.take(property)?.type == bench.atoms[.incr])
    #expect(runBoth { peer.take(property)?.bytes.isEmpty == false })
    #expect(selections.sends.count == 1)
    unsafe XDestroyWindow(peer.bench.display, peer.window)
    #expect(runBoth { selections.sends.isEmpty })
    unsafe XSync(bench.display, 0)
    #expect(ErrorHandling.untrappedCount == errors)
    #expect(selections.masksBefore.isEmpty)
  }

  @Test func aRequestorThatTakesNothingIsGivenUp() {
    own(Self.long)
    peer.ask(clipboard, bench.atoms[.utf8String], into: peer.atom("HERE"))
    #expect(runBoth { selections.sends.count == 1 })
    #expect(runBoth { selections.sends.isEmpty })
  }

  @Test func aLongAnswerKeepsItsTextWhenTheSelectionChangesHands() {
    own(Self.long)
    let property = peer.atom("HERE")
    peer.ask(clipboard, bench.atoms[.utf8String], into: property)
    #expect(runBoth { !peer.answers.isEmpty })
    #expect(peer.take(property)?.type == bench.atoms[.incr])
    peer.own(clipboard)
    #expect(runBoth { selections.owned[.clipboard] == nil })
    var bytes: [UInt8] = []
    let isWhole = runBoth {
      guard let part = peer.take(property) else { return false }
      bytes += part.bytes
      return part.bytes.isEmpty
    }
    #expect(isWhole)
    #expect(bytes == Array(Self.long.utf8))
  }

  // MARK: Asking others

  @Test func severalLongTextsTravelAtOnceBothWays() throws {
    let other = try InputBench(on: bench.server)
    let others = other.makeSelections()
    let (mine, theirs) = (Self.long + "mine", Self.long + "theirs")
    selections.own(.clipboard, mine, .none)
    others.own(.primary, theirs, .none)
    var answers: [String?] = []
    #expect(
      bench.run {
        other.turn()
        return selections.owned[.clipboard] != nil && others.owned[.primary] != nil
      })
    for _ in 0..<3 {
      selections.request(.primary, .none) { answers.append($0) }
      others.request(.clipboard, .none) { answers.append($0) }
    }
    #expect(
      bench.run {
        other.turn()
        return answers.count == 6
      })
    #expect(answers.count { $0 == mine } == 3)
    #expect(answers.count { $0 == theirs } == 3)
    #expect(selections.queries.isEmpty && others.queries.isEmpty)
  }

  @Test func anOwnerThatVanishesMidwayIsGivenUp() {
    peer.own(clipboard)
    var (answers, parts): ([String?], Int) = ([], 0)
    unsafe peer.onRequest = { [peer] request in
      peer.onTaken = { property in
        // One part, and then nothing more.
        parts += 1
        guard parts == 1 else { return }
        unsafe SelectionProperty.write(
          Array("begun".utf8)[...], type: peer.bench.atoms[.utf8String], to: property,
          of: request.requestor, on: peer.bench.display)
      }
      unsafe peer.announce(request)
    }
    selections.request(.clipboard, .none) { answers.append($0) }
    #expect(runBoth { parts == 2 })
    #expect(answers.isEmpty)
    unsafe XDestroyWindow(peer.bench.display, peer.window)
    #expect(runBoth { !answers.isEmpty })
    #expect(answers == [nil])
    #expect(selections.queries.isEmpty)
  }

  @Test func aTextBeyondTheLimitIsNotTaken() {
    peer.own(clipboard)
    var (answers, parts): ([String?], Int) = ([], 0)
    let part = [UInt8](repeating: 0x61, count: 4 << 20)
    unsafe peer.onRequest = { [peer] request in
      peer.onTaken = { property in
        parts += 1
        unsafe SelectionProperty.write(
          part[...], type: peer.bench.atoms[.utf8String], to: property, of: request.requestor,
          on: peer.bench.display)
      }
      unsafe peer.announce(request)
    }
    selections.request(.clipboard, .none) { answers.append($0) }
    #expect(runBoth { !answers.isEmpty })
    #expect(answers == [nil])
    #expect(parts == 17)
  }

  @Test func anOwnerWithLatin1OnlyIsUnderstood() {
    peer.own(clipboard)
    unsafe peer.onRequest = { [peer] request in
      var request = unsafe request
      if unsafe request.target == XA_STRING {
        let bytes: [UInt8] = [0x47, 0x72, 0xfc, 0xdf, 0x65]
        unsafe SelectionProperty.write(
          bytes[...], type: XA_STRING, to: request.property, of: request.requestor,
          on: peer.bench.display)
      } else {
        unsafe request.property = 0
      }
      unsafe peer.answer(request)
    }
    #expect(selections.request(.clipboard, .none, for: bench, beside: peer) == "Grüße")
  }
}

extension SelectionOwner {
  /// Asks and runs the loop until the answer is there.
  fileprivate func request(
    _ kind: SelectionKind, _ time: EventTime, for bench: InputBench, beside peer: RawPeer? = nil
  ) -> String? {
    var answers: [String?] = []
    request(kind, time) { answers.append($0) }
    let isAnswered = bench.run {
      peer?.bench.turn()
      return !answers.isEmpty
    }
    return isAnswered ? answers[0] : nil
  }
}
