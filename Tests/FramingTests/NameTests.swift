import Framing
import Testing

struct NameTests {
  private func error(_ text: String) -> NameError? {
    do {
      _ = try Name.parse(text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "a", "7", "alice", "Ann-Marie O'Neil", "j.r_smith", "user 42", "Zoë", "Zoe\u{308}", "Ωμέγα",
    "Иван",
    "Олександр_1", "שלום", "علي", "अमित", "กานต์", "김철수", "さくら", "李小龙", "ა", "አበበ", "ⴰⵎⴰⵣⵉⵖ",
    "٣٤", "Дима-2", "Ελένη 3", "東京Tom", "𐐷𐐯𐑊", "Nguyễn Văn Đức", "ß",
    "everyone2", "servers", "a--b", "a._b", "a- b",
  ])
  func aNameInAnyScriptIsTaken(_ text: String) throws {
    #expect(try Name.parse(text).text.utf8.elementsEqual(text.utf8))
  }

  @Test func aNameHasAtMost32CharactersAnd96Bytes() {
    #expect(error("") == .empty)
    #expect(error(String(repeating: "a", count: 32)) == nil)
    #expect(error(String(repeating: "a", count: 33)) == .tooLong)
    #expect(error(String(repeating: "李", count: 32)) == nil)
    #expect(error(String(repeating: "李", count: 33)) == .tooLong)
    #expect(error(String(repeating: "𐐷", count: 24)) == nil)
    #expect(error(String(repeating: "𐐷", count: 25)) == .tooLong)
    #expect(error("a" + String(repeating: "\u{301}", count: 48)) == .tooLong)
  }

  @Test(arguments: [
    "everyone", "server", "system", "Everyone", "SERVER", "sYsTeM", "ſerver", "ſyſtem",
  ])
  func theRoutersOwnNamesAreReservedInAnyCase(_ text: String) {
    #expect(error(text) == .reserved)
  }

  @Test func spacesAndPunctuationStandInside() {
    for text in [" a", "a ", "_a", "a_", ".a", "a.", "-a", "a-", "'a", "a'", ".", " "] {
      #expect(error(text) == .startsOrEndsWithPunctuation)
    }
    #expect(error("a  b") == .doubledSpace)
  }

  @Test(arguments: [
    "a\nb", "a\rb", "a\tb", "a\0b", "a\u{7F}b", "a\u{85}b", "a\u{2028}b", "a\u{A0}b", "a\u{3000}b",
    "a\u{200B}b", "a\u{200C}b", "a\u{200D}b", "a\u{2060}b", "a\u{FEFF}b", "a\u{AD}b", "a\u{200E}b",
    "a\u{200F}b", "a\u{61C}b", "a\u{202E}b", "a\u{2066}b", "a\u{2069}b", "a\u{E0041}b",
    "a\u{FE0F}b",
    "a\u{34F}b", "a\u{115F}b", "a\u{3164}b", "a\u{FFA0}b", "a\u{180B}b", "a\u{E000}b", "a\u{378}b",
    "a\u{FFFF}b", "a😀b", "a:b", "a[b", "a]b", "a!b", "a#b", "a,b", "a\"b", "a\\b", "a/b", "a<b",
    "a@b",
    "a’b", "a–b", "a+b", "a²b", "aⅣb", "a½b", "#everyone", "*",
  ])
  func anythingElseIsForbidden(_ text: String) {
    guard case .forbiddenCharacter = error(text) else {
      Issue.record("taken")
      return
    }
  }

  @Test func aMarkIsNotFirst() {
    for text in ["\u{301}a", "\u{93E}", "\u{20DD}a"] {
      #expect(error(text) == .startsWithMark)
    }
  }

  @Test(arguments: [
    "аlice", "alicе", "αlice", "Bοb", "Ѕam", "ivanИ", "Ωmega", "ＡБ", "ﬁЖ", "µa", "Kо", "a\u{1F00}",
  ])
  func latinIsNotMixedWithGreekOrCyrillic(_ text: String) {
    #expect(error(text) == .mixedScripts)
  }

  @Test(arguments: [
    ("alice", "ALICE"), ("Zoë", "zoe\u{308}"), ("Å", "\u{212B}"), ("Åsa", "A\u{30A}SA"),
    ("straße", "STRASSE"), ("straße", "STRAẞE"), ("ΣΟΦΟΣ", "σοφος"), ("ΣΟΦΟΣ", "σοφοσ"),
    ("ИВАН", "иван"), ("K", "k"), ("ı", "I"), ("İ", "I\u{307}"), ("İ", "i\u{307}"), ("ſam", "SAM"),
    ("ﬁn", "FIN"), ("ǅ", "ǆ"), ("한", "\u{1112}\u{1161}\u{11AB}"), ("\u{1FB3}", "α\u{345}"),
    ("\u{1FB4}", "α\u{345}\u{301}"), ("\u{1FBC}", "\u{1FB3}"), ("\u{1F80}", "\u{1F88}"),
    ("ა", "Ა"), ("Ꭰ", "ꭰ"), ("ΐ", "Ι\u{308}\u{301}"),
  ])
  func namesThatDifferInCaseOrCompositionAreOne(_ a: String, _ b: String) throws {
    let (first, second) = (try Name.parse(a), try Name.parse(b))
    #expect(first == second)
    #expect(first.hashValue == second.hashValue)
    #expect(Set([first, second]).count == 1)
  }

  @Test(arguments: [
    ("alice", "alicé"), ("a b", "a_b"), ("İ", "i"), ("ö", "o"), ("ａ", "a"), ("и", "й"), ("か", "カ"),
  ])
  func otherNamesAreNot(_ a: String, _ b: String) throws {
    #expect(try Name.parse(a) != Name.parse(b))
  }
}
