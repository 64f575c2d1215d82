import Storage
import Testing

struct SearchTests {
  let history: History
  let bob: HistoryThread
  let carol: HistoryThread

  init() throws {
    history = try History(.memory)
    bob = history.thread(with: "bob", address: "bob")
    carol = history.thread(with: "carol", address: "carol")
  }

  func say(_ texts: String..., to thread: HistoryThread? = nil) {
    for text in texts { _ = history.take(text, by: nil, in: thread ?? bob, at: 0, origin: nil) }
  }

  func found(_ text: String, in thread: HistoryThread? = nil, limit: Int = 10) -> [String] {
    history.search(text, in: thread, limit: limit).map(\.item.text)
  }

  @Test func wordsAreFoundInAnyOrderAndCaseTheLastByItsBeginning() {
    say("The quick brown fox", "a quick look", "brownie")
    #expect(found("BROWN quick") == ["The quick brown fox"])
    #expect(found("quick bro") == ["The quick brown fox"])
    #expect(found("qui") == ["a quick look", "The quick brown fox"])
    #expect(found("bro quick") == [], "only the last word may be unfinished")
    #expect(found("zebra") == [])
  }

  @Test func accentsOfLatinLettersDoNotMatter() {
    say("Crème brûlée", "ÜBER")
    #expect(found("creme BRULEE") == ["Crème brûlée"])
    #expect(found("uber") == ["ÜBER"])
  }

  @Test func whatBeginsWithMarksIsFoundByItsLetters() {
    say("abcdef", "\u{300}\u{301}\u{302}abcxyz", "other")
    #expect(found("\u{300}\u{301}\u{302}abcd") == ["abcdef"])
    #expect(found("\u{300}\u{301}\u{302}abc") == ["\u{300}\u{301}\u{302}abcxyz", "abcdef"])
    #expect(found("\u{300}\u{301}\u{302}\u{303}") == [])
  }

  @Test(arguments: [
    ("你好世界，今天天气很好", "世界"), ("你好世界，今天天气很好", "气"), ("明日は会議があります", "会議"),
    ("ありがとうございます", "とうご"), ("สวัสดีครับวันนี้อากาศดี", "อากาศ"), ("안녕하세요 여러분", "하세"),
    ("ສະບາຍດີ", "ບາຍ"), ("မင်္ဂလာပါ", "လာ"),
  ])
  func inScriptsWithoutSpacesAnyPartIsFound(text: String, part: String) {
    say(text, "something else", "別の文")
    #expect(found(part) == [text])
    #expect(found(text) == [text])
  }

  @Test func scriptsMayBeMixed() {
    say("版本2.0发布了", "release 2.0", "发布 banter 今天")
    #expect(found("发布") == ["发布 banter 今天", "版本2.0发布了"])
  }

  @Test func marksOfIndicScriptsStayInTheirWords() {
    say("नमस्ते दुनिया", "नमक")
    #expect(found("नमस्ते") == ["नमस्ते दुनिया"])
    #expect(found("दुनि") == ["नमस्ते दुनिया"])
  }

  @Test func picturesAreFound() {
    say("well done👍", "party 🎉🎉", "family 👨‍👩‍👧")
    #expect(found("👍") == ["well done👍"])
    #expect(found("🎉") == ["party 🎉🎉"])
    #expect(found("done") == ["well done👍"])
  }

  @Test func nothingThatIsTypedIsAnOperator() {
    say("NOT a test", "say \"hello\" to them", "x AND y OR z", "NEAR(here)", "col:umn", "ca*t")
    #expect(found("NOT a") == ["NOT a test"])
    #expect(found("\"hello\"") == ["say \"hello\" to them"])
    #expect(found("x AND y OR z") == ["x AND y OR z"])
    #expect(found("NEAR(here") == ["NEAR(here)"])
    #expect(found("place:c1") == [])
    #expect(found("col:umn") == ["col:umn"])
    #expect(found("ca*t") == ["ca*t"])
    #expect(found("\"") == [])
    #expect(found(" ") == [])
    #expect(found("") == [])
  }

  @Test func oneConversationIsSearchedByItself() {
    say("lunch at noon")
    say("lunch tomorrow", to: carol)
    #expect(found("lunch") == ["lunch tomorrow", "lunch at noon"])
    #expect(found("lunch", in: bob) == ["lunch at noon"])
    #expect(found("lunch", in: carol) == ["lunch tomorrow"])
    #expect(history.search("noon", in: nil, limit: 1).first?.thread === bob)
  }

  @Test func theNewestComeFirstAndNoMoreThanAskedFor() {
    for number in 1...50 { say("message \(number)") }
    #expect(found("message", limit: 3) == ["message 50", "message 49", "message 48"])
  }

  /// Letters that many words begin with, before, behind and among those that are looked for.
  @Test(arguments: [("messen", "message"), ("сообще", "сообразить"), ("नमस्ते", "नमक")])
  func whatBeginsLikeManyOthersIsFoundWhereverItStands(wanted: String, common: String) {
    say("\(wanted) first")
    for number in 1...1_200 { say("\(common) \(number)") }
    #expect(found(wanted) == ["\(wanted) first"])
    for number in 1...300 {
      say("\(wanted)ger \(number)", "\(common) more \(number)")
      say("\(wanted) there \(number)", to: carol)
    }
    #expect(
      found(wanted, limit: 3)
        == ["\(wanted) there 300", "\(wanted)ger 300", "\(wanted) there 299"])
    #expect(found(wanted, limit: 1_000).count == 601)
    #expect(found(wanted, in: bob, limit: 1_000).count == 301)
    #expect(found("first \(wanted)") == ["\(wanted) first"])
    #expect(found("\(wanted) more") == [])
  }

  /// Behind more others than are looked through one by one.
  @Test(arguments: [1, 60, 61, 300])
  func whatIsFarBackIsFoundHoweverManyWordsBeginSo(words: Int) {
    for number in 1...words { say("Wörter\(number) first") }
    for number in 1...1_200 { say("worse \(number)") }
    #expect(found("worter", limit: 1_000).count == words)
    #expect(
      found("WÖRTER", limit: 2)
        == (words > 1 ? [words, words - 1] : [1]).map { "Wörter\($0) first" })
    #expect(found("wörtern", limit: 1_000) == [])
  }

  /// To the index they are two words that stand together: the first alone is not what is looked for.
  @Test func aWordWithAJoinerIsFoundFarBackAndNothingThatOnlyBeginsSo() {
    say("می‌یابم first", "میدان first", "می first")
    for number in 1...1_200 { say("میز \(number)") }
    #expect(found("می‌یابم") == ["می‌یابم first"])
    #expect(found("می‌یا") == ["می‌یابم first"])
  }
}
