import ChatClient
import Testing

struct LookAlikeTests {
  /// As if `0` and `o` looked alike.
  let lookAlikes = LookAlikes { [$0.replacing("0", with: "o")] }

  @Test func namesThatDifferAreNotMarked() {
    #expect(lookAlikes.marks(in: ["alice", "bob"]) { _ in false } == [:])
  }

  @Test func theNewcomerIsMarkedAndTheFamiliarOneIsNot() {
    #expect(lookAlikes.marks(in: ["b0b", "bob"]) { $0 == "bob" } == ["b0b": "bob"])
    #expect(lookAlikes.marks(in: ["b0b", "bob"]) { $0 == "b0b" } == ["bob": "b0b"])
  }

  @Test func strangersThatLookAlikeAreAllMarked() {
    #expect(lookAlikes.marks(in: ["b0b", "bob"]) { _ in false } == ["b0b": "bob", "bob": "b0b"])
  }

  @Test func eachNameIsLookedAtOnce() {
    var count = 0
    let counting = LookAlikes {
      count += 1
      return [$0]
    }
    for _ in 0..<3 { _ = counting.marks(in: ["alice", "bob"]) { _ in false } }
    #expect(count == 2)
  }
}
