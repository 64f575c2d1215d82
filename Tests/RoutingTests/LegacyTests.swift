import Framing
import Routing
import Testing

struct LegacyTests {
  @Test func whatIsSaidReachesTheOthersAndIsNotEchoed() throws {
    let house = House()
    let (old, older) = (house.legacy("old"), house.legacy("older"))
    let (one, two) = (house.version1("one"), house.version2("two"))
    house.settle()
    house.send(.say("good: morning"), old)
    #expect(house.take(old).isEmpty)
    #expect(house.take(one).isEmpty)
    #expect(house.lines(older) == ["old: good: morning"])
    let chat = try #require(house.chats(two).first)
    #expect(chat.to == "#everyone" && chat.from == "old" && chat.msg == "good: morning")
    #expect(chat.seq == 1 && chat.ts == house.now && chat.id?.isEmpty == false)
  }

  @Test func aWhisperReachesEachDialectInItsOwnForm() throws {
    let house = House()
    let (old, older) = (house.legacy("old"), house.legacy("older"))
    let (one, two) = (house.version1("one"), house.version2("two"))
    house.settle()
    for name in ["OLDER", "one", "two"] { house.send(.whisper(to: name, text: "psst"), old) }
    #expect(house.lines(older) == ["[private] old: psst"])
    #expect(house.messages(one) == [.chat(Chat(to: "one", from: "old", msg: "psst"))])
    #expect(house.chats(two).map(\.msg) == ["psst"])
    #expect(house.take(old).isEmpty)
    house.send(.chat(Chat(to: "old", msg: "1")), one)
    house.send(.chat(Chat(to: "old", msg: "2", cid: "c")), two)
    #expect(house.lines(old) == ["[private] one: 1", "[private] two: 2"])
    #expect(house.acknowledgements(two).count == 1)
  }

  @Test func aWhisperToNobodyIsTold() {
    let house = House()
    let (old, older) = (house.legacy("old"), house.legacy("older"))
    house.settle()
    for name in ["nobody", "everyone", "#everyone", "a\nb"] {
      house.send(.whisper(to: name, text: "secret"), old)
      let lines = house.lines(old)
      #expect(lines.count == 1 && lines[0].hasPrefix("[server] ") && !lines[0].contains("secret"))
    }
    #expect(house.take(older).isEmpty)
    #expect(house.closed.isEmpty)
  }

  @Test func disconnectLeaves() {
    let house = House()
    let (old, older) = (house.legacy("old"), house.legacy("older"))
    house.settle()
    house.send(.disconnect, old)
    #expect(house.closed[old] == .clientQuit)
    house.disconnect(old)
    #expect(house.lines(older) == ["[server] old left"], "told once")
    let silent = house.connect(.legacy)
    house.send(.disconnect, silent)
    #expect(house.closed[silent] == .clientQuit)
  }

  /// The texts that an old client would obey or mistake, each as it must arrive.
  @Test(arguments: [
    ("!USERLIST:[\"evil\"]", "old: !USERLIST:[\"evil\"]"),
    ("!DISCONNECT now", "old: !DISCONNECT now"),
    ("[server] bob left", "old: [server] bob left"),
    ("[private] bob: hi", "old: [private] bob: hi"),
    ("a\n!USERLIST:[]", "old: a\n  !USERLIST:[]"), ("a\r!USERLIST:[]", "old: a\r  !USERLIST:[]"),
    ("a\r\n!USERLIST:[]", "old: a\r\n  !USERLIST:[]"), ("\n!DISCONNECT", "old: \n  !DISCONNECT"),
    ("a\u{2028}bob: hi", "old: a\u{2028}  bob: hi"),
    ("a\u{2029}bob: hi", "old: a\u{2029}  bob: hi"),
    ("a\u{85}bob: hi", "old: a\u{85}  bob: hi"), ("a\u{B}bob: hi", "old: a\u{B}  bob: hi"),
    ("a\u{C}bob: hi", "old: a\u{C}  bob: hi"), ("a\u{1C}b", "old: a\u{1C}  b"),
    ("a\u{1D}b", "old: a\u{1D}  b"), ("a\u{1E}b", "old: a\u{1E}  b"), ("a\n\nb", "old: a\n  \n  b"),
    ("a\n\r\nb\r\rc", "old: a\n  \r\n  b\r  \r  c"), ("a\n", "old: a\n  "), ("\r", "old: \r  "),
    ("a\n\u{301}b", "old: a\n  \u{301}b"), ("\u{301}x", "old: \u{301}x"), ("", "old: "),
  ])
  func noTextCanPassForAnotherLine(_ said: String, _ heard: String) {
    let house = House()
    let (old, older) = (house.legacy("old"), house.legacy("older"))
    let (one, two) = (house.version1("one"), house.version2("two"))
    house.settle()
    let text = Array(heard.utf8.dropFirst("old: ".utf8.count))
    func expectHeard(_ prefix: String) {
      let lines = house.lines(older).map { Array($0.utf8) }
      #expect(lines == [Array(prefix.utf8) + text])
    }
    house.send(.say(said), old)
    expectHeard("old: ")
    house.send(.whisper(to: "older", text: said), old)
    expectHeard("[private] old: ")
    house.send(.chat(Chat(to: "older", msg: said)), one)
    expectHeard("[private] one: ")
    house.send(.chat(Chat(to: "older", msg: said)), two)
    expectHeard("[private] two: ")
    house.send(.chat(Chat(to: "#everyone", msg: said)), two)
    expectHeard("two: ")
  }

  @Test func aLaterUsernameIsSaidLikeAnythingElse() {
    let house = House()
    let (old, older) = (house.legacy("old"), house.legacy("older"))
    house.settle()
    house.send(.username("evil"), old)
    #expect(house.lines(older) == ["old: USERNAME:evil"])
    #expect(house.name(of: old) == "old")
  }

  @Test func aWrongBodyIsAnsweredInALineOfTheRouters() {
    let house = House()
    let old = house.legacy("old")
    house.settle()
    house.refuse(.badField("!WHISPER"), old)
    house.refuse(.badUTF8, old)
    #expect(
      house.lines(old) == [
        "[server] A whisper is written !WHISPER:NAME:TEXT.",
        "[server] " + Wording.text(for: MessageError.badUTF8),
      ])
    house.refuse(FramingError.badLegacyHeader, old)
    #expect(house.lines(old).count == 1)
    #expect(house.closed[old] == .protocolError)
  }
}
