import Framing
import Routing
import Testing

@testable import banterd

@Suite struct NewsTests {
  private func hold(_ held: inout HeldNews, _ frame: [UInt8], as news: News) -> Bool {
    held.hold(frame, as: news)
  }

  private func take(_ held: inout HeldNews) -> [[UInt8]] { held.takeAll() }

  @Test func theNewerTakesThePlaceOfTheOlder() {
    var held = HeldNews()
    #expect(!hold(&held, [1, 1], as: .userList))
    #expect(!hold(&held, [2], as: .presence(of: "bob")))
    #expect(!hold(&held, [3], as: .presence(of: "carol")))
    #expect(hold(&held, [4, 4, 4], as: .userList))
    #expect(hold(&held, [5], as: .presence(of: "bob")))
    #expect(held.count == 5)
    #expect(take(&held) == [[4, 4, 4], [5], [3]])
    #expect(held.count == 0)
    #expect(take(&held).isEmpty)
  }

  @Test func whatPeopleSayIsNoNews() {
    #expect(News(.userList(NameList().frame(.legacy))) == .userList)
    let entry = RosterEntry(user: "bob", state: .offline)
    #expect(News(.message(.presence(entry))) == .presence(of: "bob"))
    #expect(News(.legacy("bob: !USERLIST:[]")) == nil)
    #expect(News(.message(.chat(Chat(to: "a", msg: "b")))) == nil)
  }
}
