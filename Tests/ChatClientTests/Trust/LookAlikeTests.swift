import ChatClient
import Framing
import Testing
import WidgetTestSupport
import Widgets

struct LookAlikeTests {
  /// As if `0` and `o` looked alike.
  let lookAlikes = LookAlikes { [$0.replacing("0", with: "o")] }

  @Test func namesThatDifferAreNotMarked() {
    #expect(lookAlikes.marks(in: ["alice", "bob"]) { _ in nil } == [:])
  }

  @Test func whoeverIsKnownLongestIsNotMarked() {
    #expect(lookAlikes.marks(in: ["b0b", "bob"]) { $0 == "bob" ? 1 : nil } == ["b0b": "bob"])
    #expect(lookAlikes.marks(in: ["b0b", "bob"]) { $0 == "b0b" ? 1 : nil } == ["bob": "b0b"])
    #expect(lookAlikes.marks(in: ["b0b", "bob"]) { $0 == "bob" ? 1 : 2 } == ["b0b": "bob"])
  }

  @Test func strangersThatLookAlikeAreAllMarked() {
    #expect(lookAlikes.marks(in: ["b0b", "bob"]) { _ in nil } == ["b0b": "bob", "bob": "b0b"])
  }

  @Test func whoeverIsAloneIsNotLookedAt() {
    let none = LookAlikes { _ in
      Issue.record("was looked at")
      return []
    }
    #expect(none.marks(in: ["alice"]) { _ in nil } == [:])
  }

  @Test func aStrangerWhoWritesFirstIsMarkedAllTheSame() throws {
    let harness = try SessionHarness()
    try harness.signIn(others: "bob", "b0b", "al1ce")
    // As if `1` and `i` looked alike too.
    let alike = LookAlikes { [$0.replacing("0", with: "o").replacing("1", with: "i")] }
    _ = harness.session.conversation(with: Peer("bob"))
    try harness.router(.chat(Chat(to: "alice", from: "b0b", msg: "hi")))
    let warnings = harness.session.warnings(from: alike)
    #expect(Set(warnings.keys) == [Peer("b0b"), Peer("al1ce")])
    #expect(warnings[Peer("b0b")]?.short == "looks like bob")
    #expect(warnings[Peer("b0b")]?.long.contains("“bob”") == true)
    #expect(warnings[Peer("al1ce")]?.short == "looks like you")

    let view = RosterView(name: "alice")
    view.update(from: harness.session, warnings: warnings)
    #expect(
      view.list.items.filter(\.isWarning).map { [$0.text, $0.detail] } == [
        ["al1ce", "looks like you"], ["b0b", "looks like bob"],
      ])
  }

  @Test func eachNameIsLookedAtOnce() {
    var count = 0
    let counting = LookAlikes {
      count += 1
      return [$0]
    }
    for _ in 0..<3 { _ = counting.marks(in: ["alice", "bob"]) { _ in nil } }
    #expect(count == 2)
  }
}
