import Foundation
import Framing
import Testing

struct LegacyMessageTests {
  private func read(_ text: String) throws -> LegacyMessage {
    try LegacyMessage.parse(Array(text.utf8).span)
  }

  @Test func theControlTextsAreRead() throws {
    #expect(try read("USERNAME:bob") == .username("bob"))
    #expect(try read("USERNAME:") == .username(""))
    #expect(try read("!DISCONNECT") == .disconnect)
    #expect(try read("!WHISPER:bob:hi: there") == .whisper(to: "bob", text: "hi: there"))
    #expect(try read("!WHISPER:bob:") == .whisper(to: "bob", text: ""))
    #expect(
      try read("!WHISPER:bo\u{308}b:\u{301}x") == .whisper(to: "bo\u{308}b", text: "\u{301}x"))
  }

  @Test func everythingElseIsSaid() throws {
    for text in [
      "hi", " USERNAME:bob", "username:bob", "!DISCONNECT now", "!disconnect", " !DISCONNECT",
      "!USERLIST:[\"a\"]", "!WHISPER", "!whisper:bob:hi", "{}", "\n", "\0",
    ] {
      #expect(try read(text) == .say(text))
    }
  }

  @Test func aPrefixIsSeenAlsoBeforeACombiningMark() throws {
    #expect(try read("USERNAME:\u{301}x") == .username("\u{301}x"))
  }

  @Test func aWhisperToNobodyIsNotSaidToEveryone() {
    for text in ["!WHISPER:", "!WHISPER:bob", "!WHISPER::hi", "!WHISPER:bob hi"] {
      #expect(throws: MessageError.badField("!WHISPER")) { try read(text) }
    }
  }

  @Test(arguments: JSONBodyCases.notUTF8)
  func bytesThatAreNotUTF8AreRefused(_ wrong: [UInt8]) {
    let body = Array("hi".utf8) + wrong
    #expect(throws: MessageError.badUTF8) { try LegacyMessage.parse(body.span) }
  }

  @Test func theListOfUsersIsJSONThatAnyoneCanRead() throws {
    let names = ["alice", "Zoë", "O'Neil", "李"]
    let text = LegacyMessage.userList(names)
    #expect(text == #"!USERLIST:["alice","Zoë","O'Neil","李"]"#)
    let json = Data(text.dropFirst("!USERLIST:".count).utf8)
    #expect(try JSONDecoder().decode([String].self, from: json) == names)
    #expect(LegacyMessage.userList([]) == "!USERLIST:[]")
  }
}
