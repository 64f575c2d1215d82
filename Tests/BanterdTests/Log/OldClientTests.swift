import Framing
import Testing

/// Clients of version 1 and of the legacy protocol among others that keep logs: they see what they always saw.
@Suite struct OldClientTests {
  @Test func whateverVersion2DoesOldClientsSeeOnlyWhatTheyKnow() throws {
    let router = try TestRouter()
    let (old, legacy) = (try router.client(), try router.client(.legacy))
    try old.enter("old")
    try legacy.enter("legacy")
    let (alice, desk) = (try router.client(), try router.client())
    try alice.enter("alice", version: 2, device: "a")
    try desk.enter("alice", version: 2, device: "b")
    for body in [
      ##"{"type":"join","room":"#ops"}"##, #"{"type":"away","text":"lunch"}"#, #"{"type":"back"}"#,
      #"{"type":"typing","to":"old"}"#, ##"{"type":"typing","to":"#everyone"}"##,
      #"{"type":"history","peer":"old"}"#,
    ] { alice.send(body) }
    #expect(try alice.isAcked("1", to: "#ops"))
    #expect(try alice.isAcked("2", to: "#everyone"))
    #expect(try alice.isAcked("3", to: "old"))
    #expect(try alice.isAcked("4", to: "legacy"))
    let chat = #"{"type":"chat","to":"old","from":"alice","msg":"3"}"#
    // Lists are sent so seldom that the one with alice may come after what she says.
    var seen = try bodies(of: old, until: #""msg":"3""#)
    while !seen.contains(where: { $0.contains(#"["alice","#) }), let body = old.next() {
      seen.append(body)
    }
    #expect(seen.filter { !$0.hasPrefix(#"{"type":"user_list","users":["#) } == [chat])
    let lines = try bodies(of: legacy, until: "[private] ")
    #expect(lines.last == "[private] alice: 4" && lines.contains("alice: 2"))
    #expect(
      lines.allSatisfy {
        $0.hasPrefix("!USERLIST:") || $0.hasPrefix("[server] ") || $0.hasPrefix("alice: ")
          || $0.hasPrefix("[private] ")
      })
  }

  @Test func whatWaitsForVersion1ComesOnlyWithReplayAndOnceWithItsTime() throws {
    for options in [[], ["--replay-v1"]] {
      let router = try TestRouter(list: options)
      let (old, alice) = (try router.client(), try router.client())
      try old.enter("old")
      old.close()
      try alice.enter("alice", version: 2)
      for cid in ["1", "2"] { #expect(try alice.isAcked(cid, to: "old")) }
      let again = try router.client()
      try again.enter("old")
      #expect(try alice.isAcked("3", to: "old"))
      let texts = try chats(of: again, until: "3")
      guard !options.isEmpty else {
        #expect(texts == ["3"])
        continue
      }
      #expect(texts.count == 3)
      for (text, said) in zip(texts, ["1", "2"]) {
        #expect(text.wholeMatch(of: /\[\d{4}-\d\d-\d\d \d\d:\d\d\] (\d)/)?.1 == said[...])
      }
      again.close()
      let third = try router.client()
      try third.enter("old")
      #expect(try alice.isAcked("4", to: "old"))
      #expect(try chats(of: third, until: "4") == ["4"])
    }
  }

  @Test func aVersion1ChatToSomebodyKnownWhoIsAwayIsKeptWithoutAWord() throws {
    let router = try TestRouter()
    let (bob, old) = (try router.client(), try router.client())
    try bob.enter("bob", version: 2)
    bob.close()
    try old.enter("old")
    old.send(#"{"type":"chat","to":"bob","msg":"kept"}"#)
    old.send(#"{"type":"chat","to":"nobody","msg":"x"}"#)
    guard case .error(let error)? = try old.message("error") else {
      Issue.record("no error came")
      return
    }
    // The only error is the one about nobody.
    #expect(error.to == "nobody" && error.code == .noSuchUser)
    let again = try router.client()
    #expect(try again.welcome("bob")?.head == 1)
    guard case .chat(let chat)? = try again.message("chat") else {
      Issue.record("nothing was kept")
      return
    }
    #expect(chat.msg == "kept" && chat.from == "old" && chat.seq == 1)
  }

  private func bodies(of client: TestClient, until text: String) throws -> [String] {
    var all: [String] = []
    while let body = client.next() {
      all.append(body)
      if body.contains(text) { return all }
    }
    return all
  }

  private func chats(of client: TestClient, until text: String) throws -> [String] {
    var all: [String] = []
    while case .chat(let chat)? = try client.message("chat") {
      all.append(chat.msg)
      if chat.msg == text { return all }
    }
    return all
  }
}
