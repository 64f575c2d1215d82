import Foundation
import Testing

@Suite struct ManualTests {
  private static func options(in text: String) -> Set<String> {
    Set(text.matches(of: /--([a-z][a-z0-9-]+)/).map { String($0.1) })
  }

  /// The options that the pages' own markup names.
  private static func documented(_ page: String) throws -> Set<String> {
    let text = try Assets.text("man/\(page)")
    return Set(text.matches(of: /Fl \\-([a-z][a-z0-9-]+)/).map { String($0.1) })
  }

  private static func help(_ program: String = TestRouter.binary) -> String {
    let result = Tool.run(program, "--help")
    return result.output.split(separator: "OPTIONS:").last.map(String.init) ?? ""
  }

  @Test func thePageOfTheRouterNamesItsOptionsAndNoOthers() throws {
    let options = Self.options(in: Self.help())
    #expect(options.count > 5)
    #expect(try Self.documented("banterd.8") == options)
  }

  @Test func theHelpShowsEachDefaultAsItIsWritten() {
    let defaults = Self.help().split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .matches(of: /\(default: ([^)]*)\)/).map { String($0.1) }
    #expect(defaults.filter { $0 == "10" || $0 == "16" || $0 == "32" || $0 == "64" }.count == 4)
    #expect(defaults.allSatisfy { !$0.contains("(") })
  }

  @Test func thePageOfTheClientNamesItsOptionsAndNoOthers() throws {
    let client = String(TestRouter.binary.dropLast())
    guard FileManager.default.isExecutableFile(atPath: client) else { return }
    #expect(try Self.documented("banter.1") == Self.options(in: Self.help(client)))
  }

  @Test func thePageOfTheFileNamesWhatMayStandThere() throws {
    let notThere: Set = ["config", "check-config", "version", "help"]
    let options = Self.options(in: Self.help()).subtracting(notThere).filter {
      !$0.hasPrefix("no-")
    }
    let text = try Assets.text("man/banterd.conf.5")
    let keys = Set(text.matches(of: /\.It Ic ([a-z0-9-]+) =/).map { String($0.1) })
    #expect(keys == options)
    let example = try Assets.text("banterd.conf").replacing("\n#", with: "\n")
    let given = Set(example.matches(of: /\n([a-z0-9-]+) =/).map { String($0.1) })
    #expect(given.isSubset(of: keys) && given.count >= 3)
  }

  @Test func theExamplesAreTaken() throws {
    let page = try Assets.text("man/banterd.conf.5")
    let literal = try #require(page.split(separator: ".Bd -literal -offset indent\n").last)
    let example = try #require(literal.split(separator: "\n.Ed").first)
    for text in [String(example), try Assets.text("banterd.conf").replacing("\n#l", with: "\nl")] {
      let file = try TemporaryFile(text)
      let check = Tool.run(TestRouter.binary, "--check-config", "--config", file.path)
      #expect(check.status == 0, "\(check.error)")
    }
  }

  @Test(.enabled(if: Tool.exists("groff")), arguments: ["banterd.8", "banterd.conf.5", "banter.1"])
  func thePagesAreWellFormed(page: String) {
    let path = Assets.path("man/\(page)")
    let check = Tool.run("/bin/sh", "-c", "groff -mdoc -ww -z -Tutf8 '\(path)'")
    #expect(check.status == 0 && check.error.isEmpty, "\(check.error)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func theShellsAreToldTheOptions(shell: String) {
    let script = Tool.run(TestRouter.binary, "--generate-completion-script", shell)
    #expect(script.status == 0 && script.error.isEmpty)
    for word in ["max-frame", "metrics", "status"] { #expect(script.output.contains(word)) }
  }
}
