import Foundation
import Testing

/// The program with fonts that nobody would want, and with those that a locale wants.
@Suite(.serialized) struct FontTests {
  private static let sans = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
  private static let han = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"

  /// Writes a configuration of fontconfig that knows only the fonts of a folder.
  private func configuration(_ name: String, rules: String = "", on desk: Desk) throws -> (
    file: String, fonts: URL
  ) {
    let folder = desk.folder.appending(path: name)
    let fonts = folder.appending(path: "fonts")
    try FileManager.default.createDirectory(at: fonts, withIntermediateDirectories: true)
    let file = folder.appending(path: "fonts.conf")
    try """
    <?xml version="1.0"?>
    <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
    <fontconfig><dir>\(fonts.path)</dir><cachedir>\(folder.path)/cache</cachedir>\(rules)</fontconfig>
    """.write(to: file, atomically: true, encoding: .utf8)
    return (file.path, fonts)
  }

  /// How many pixels of a picture aren't of its most frequent colour.
  private func ink(_ pixels: Pixels) -> Int {
    let counts = Dictionary(pixels.values.map { ($0, 1) }, uniquingKeysWith: +)
    return pixels.values.count - (counts.values.max() ?? 0)
  }

  @Test(arguments: ["none", "garbage", "cut short"])
  func withNoFontThatIsWholeWindowsOpenAndPeopleTalk(fault: String) throws {
    try Desk.with { desk in
      let (file, fonts) = try configuration("bad", on: desk)
      let whole = try Data(contentsOf: URL(fileURLWithPath: Self.sans))
      let bad = fonts.appending(path: "bad.ttf")
      if fault == "garbage" { try Data(repeating: 0x2a, count: 5_000).write(to: bad) }
      if fault == "cut short" { try whole.prefix(whole.count / 3).write(to: bad) }
      let router = try Router(desk: desk)
      let alice = try Person(
        "alice", on: router, desk: desk, environment: ["FONTCONFIG_FILE=\(file)"])
      let bob = try OldClient(.json, "bob", on: router, desk: desk)
      try bob.type("alice: hello שלום 漢字 😀")
      let chat = try alice.chat(with: "bob")
      try eventually("the boxes") {
        guard let pixels = desk.screen.pixels(of: try chat.window()) else { return false }
        return ink(pixels) > 500
      }
      try chat.say("still here")
      try bob.waitFor("alice: still here")
      #expect(alice.program.isRunning)
      #expect(alice.program.errors.ranges(of: "Install one").count == 1)
      #expect(alice.program.errors.split(separator: "\n").count == 1)
    }
  }

  /// Rules by which one of two files is for Chinese and the other, drawn bolder, for Japanese.
  private func rules(chinese: String, japanese: String) -> String {
    func isFor(_ file: String, _ family: String, _ language: String) -> String {
      """
      <match target="scan"><test name="file" compare="contains"><string>\(file)</string></test>
      <edit name="family" mode="assign"><string>\(family)</string></edit>
      <edit name="lang" mode="assign"><langset><string>\(language)</string></langset></edit></match>
      """
    }
    return isFor(chinese, "Chinese", "zh-cn") + isFor(japanese, "Japanese", "ja")
      + """
      <match target="font"><test name="family"><string>Japanese</string></test>
      <edit name="embolden" mode="assign"><bool>true</bool></edit></match>
      """
  }

  @Test func aCharacterOfBothIsChineseOrJapaneseAsTheLocaleSays() throws {
    try Desk.with { desk in
      let router = try Router(desk: desk)
      var pictures: [String: Pixels] = [:]
      for (order, files) in [("first", ("one", "two")), ("second", ("two", "one"))] {
        let (file, fonts) = try configuration(
          order, rules: rules(chinese: files.0, japanese: files.1), on: desk)
        for (name, path) in [("one.ttc", Self.han), ("two.ttc", Self.han), ("sans.ttf", Self.sans)]
        {
          try FileManager.default.copyItem(atPath: path, toPath: fonts.appending(path: name).path)
        }
        for language in ["zh_CN", "ja_JP"] {
          let person = try Person(
            "漢字直", on: router, desk: desk,
            environment: ["FONTCONFIG_FILE=\(file)", "LC_ALL=\(language).UTF-8"])
          let roster = try person.roster()
          // Glyphs that are drawn for the first time may come one after the other.
          var (last, looks): (Pixels?, Int) = (nil, 0)
          pictures[order + language] = try eventually("the name in the roster") { () -> Pixels? in
            let header = desk.screen.pixels(of: roster, x: 0, y: 0, width: 100, height: 26)
            looks = header == last ? looks + 1 : 0
            last = header
            return header.flatMap { ink($0) > 100 && looks >= 20 ? $0 : nil }
          }
          person.program.end()
        }
      }
      // Compared outside of #expect, which would print all of the pixels.
      let isChinese = pictures["firstzh_CN"] == pictures["secondzh_CN"]
      let isJapanese = pictures["firstja_JP"] == pictures["secondja_JP"]
      let isOne = pictures["firstzh_CN"] == pictures["firstja_JP"]
      #expect(isChinese && isJapanese && !isOne)
    }
  }
}
