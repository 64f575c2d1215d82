import ChatClient
import Framing
import Testing

struct RosterTests {
  let roster = Roster()

  private func people(_ names: String...) -> [Person] {
    names.map { Person(name: $0, state: .online) }
  }

  @Test func peopleAreInTheOrderOfTheirNamesWhateverTheirCase() {
    _ = roster.replace(with: people("carol", "Bob", "alice"), hasEveryone: true)
    #expect(roster.people.map(\.name) == ["alice", "Bob", "carol"])
  }

  @Test func replacingTellsWhoCameAndWhoLeft() {
    _ = roster.replace(with: people("alice", "bob"), hasEveryone: true)
    let change = roster.replace(with: people("bob", "carol"), hasEveryone: true)
    #expect(change.came == [Peer("carol")])
    #expect(change.left == [Peer("alice")])
  }

  @Test func aPersonWhoGoesOfflineIsGone() {
    _ = roster.replace(with: people("alice"), hasEveryone: true)
    #expect(roster.update(Person(name: "ALICE", state: .offline)))
    #expect(roster.people.isEmpty)
    #expect(!roster.update(Person(name: "alice", state: .offline)))
  }

  @Test func beingAwayIsNeitherComingNorLeaving() {
    _ = roster.replace(with: people("alice"), hasEveryone: true)
    #expect(!roster.update(Person(name: "alice", state: .away)))
    #expect(roster.state(of: Peer("alice")) == .away)
  }
}
