import Testing
import X11

struct NameSkeletonTests {
  let looks = NameSkeleton()

  func areAlike(_ one: String, _ other: String) -> Bool {
    !looks.skeletons(of: one).isDisjoint(with: looks.skeletons(of: other))
  }

  @Test(arguments: [
    ("alice", "аlice"), ("paypal", "paypaI"), ("bob", "B0b"), ("modern", "modem"), ("ell", "e11"),
    ("рососо", "pococo"), ("jose", "josе"), ("user.one", "user․one"),
  ])
  func namesThatArePaintedAlikeAreFound(one: String, other: String) {
    #expect(areAlike(one, other))
  }

  @Test(arguments: [("alice", "alicia"), ("bob", "rob"), ("田中", "田申"), ("иван", "ивана")])
  func namesThatAreNotAreLeftAlone(one: String, other: String) {
    #expect(!areAlike(one, other))
  }

  @Test func aNameOfAnyLengthHasASkeleton() {
    #expect(!looks.skeletons(of: String(repeating: "ﷺ", count: 4_000)).isEmpty)
    #expect(areAlike("", ""))
  }
}
