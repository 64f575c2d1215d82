import Framing
import Testing

struct WordingTests {
  @Test func aFieldIsNamedToThePerson() {
    #expect(Wording.text(for: MessageError.badField("cid")).contains("\"cid\""))
  }

  @Test func aTextOfAClientIsShortenedAndItsControlsAreShown() {
    let text = Wording.text(for: .unknownType("a\n\u{202E}" + String(repeating: "b", count: 9_000)))
    #expect(text.utf8.count < 200)
    #expect(text.contains("aU+000AU+202Eb"))
    #expect(!text.contains("\n"))
  }

  @Test func noTwoReasonsReadTheSame() {
    let names: [NameError] = [
      .empty, .tooLong, .reserved, .forbiddenCharacter("!"), .startsWithMark,
      .startsOrEndsWithPunctuation, .doubledSpace, .mixedScripts, .notARoom,
    ]
    #expect(Set(names.map { Wording.text(for: $0) }).count == names.count)
    #expect(Wording.text(for: NameError.forbiddenCharacter("!")).contains("U+0021"))
  }
}
