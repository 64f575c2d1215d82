import Framing
import Testing

struct RoomNameTests {
  @Test(arguments: ["#ops", "#Ops", "#日本語", "#tea room", "#a.b"])
  func aRoomIsANameBehindASign(_ text: String) throws {
    #expect(try RoomName.parse(text).text == text)
  }

  @Test func roomsAreComparedAsNamesAre() throws {
    #expect(try RoomName.parse("#Ops") == RoomName.parse("#ops"))
    #expect(try RoomName.parse("#b\u{F6}b") == RoomName.parse("#BO\u{308}B"))
    #expect(try RoomName.parse("#ops") != RoomName.parse("#opsx"))
    #expect(try RoomName.parse("#EVERYONE") == .everyone)
    #expect(try RoomName.parse("#EVERYONE").text == "#everyone")
  }

  @Test(arguments: [
    ("ops", NameError.notARoom), ("", .notARoom), ("#", .empty),
    ("##ops", .forbiddenCharacter("#")),
    ("#server", .reserved), ("#a\nb", .forbiddenCharacter("\n")),
    ("# a", .startsOrEndsWithPunctuation),
    ("#\u{301}a", .startsWithMark),
    ("#123456789012345678901234567890123", .tooLong),
  ])
  func whatIsNoRoomIsSaid(_ text: String, _ reason: NameError) {
    #expect(throws: reason) { try RoomName.parse(text) }
  }
}
