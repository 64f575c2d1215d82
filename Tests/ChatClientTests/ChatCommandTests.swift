import ChatClient
import Testing

/// What is a command and what is said.
struct ChatCommandTests {
  @Test(arguments: [
    "hello", "", " /away", "/", "/ away", "/1", "/-: ok", "no /away", "\n/away", "/\u{1F44D}",
  ])
  func whatDoesNotBeginWithASlashAndALetterIsSaid(text: String) {
    #expect(ChatCommand(text) == .say(text))
  }

  @Test func twoSlashesSayOne() {
    #expect(ChatCommand("//away") == .say("/away"))
    #expect(ChatCommand("///") == .say("//"))
    #expect(ChatCommand("//usr/bin is full\nof files") == .say("/usr/bin is full\nof files"))
  }

  @Test func commandsAreReadInAnyCaseAndSpacing() {
    #expect(ChatCommand("/away") == .away(""))
    #expect(ChatCommand("/Away   back at 3 ") == .away("back at 3"))
    #expect(ChatCommand("/away\nlunch") == .away("lunch"))
    #expect(ChatCommand("/back") == .back)
    #expect(ChatCommand("/BACK ") == .back)
    #expect(ChatCommand("/join #ops") == .join("#ops"))
    #expect(ChatCommand("/join ops room") == .join("ops room"))
    #expect(ChatCommand("/leave") == .leave)
    #expect(ChatCommand("/key") == .key)
  }

  @Test func whatIsNoCommandIsToldAsSuch() {
    #expect(ChatCommand("/usr/bin/banter is missing") == .unknown("usr/bin/banter"))
    #expect(ChatCommand("/awayy") == .unknown("awayy"))
    #expect(ChatCommand("/back now") == .unknown("back"))
    #expect(ChatCommand("/join") == .unknown("join"))
  }
}
