import Framing
import TestSupport
import Testing

/// Which part of a text is an address of the web, and what a browser is given for it.
struct WebLinkTests {
  /// What is shown as a link in a text.
  private func shown(_ text: String) -> [String] {
    WebLink.find(in: text).map { link in
      let utf8 = text.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: link.range.lowerBound)
      return String(text[start..<utf8.index(start, offsetBy: link.range.count)])
    }
  }

  @Test(arguments: [
    "http://a", "https://example.org", "http://localhost:8080/", "https://example.org/a/b.html",
    "https://example.org/?q=a+b&c=%20#part", "http://10.0.0.1:80/x", "http://[::1]:8080/x",
    "https://en.wikipedia.org/wiki/Word_(sense)", "https://a/$(id)", "https://a/;rm%20-rf",
    "http://xn--mnchen-3ya.de/", "https://a.example/~user/-/_", "https://a/b//c", "HTTPS://A.ORG/x",
    "https://example.org./x", "https://a_b.example/", "https://example.org/straße",
  ])
  func anAddressByItselfIsALink(address: String) {
    #expect(shown(address) == [address])
  }

  @Test(arguments: [
    "", ":", "://", "http:", "http://", "https:///etc/passwd", "http://.", "http://..",
    "http://a..b",
    "http://-", "ftp://a", "file:///etc/passwd", "javascript://a", "xhttp://a", "git+https://a",
    "http:/a", "http//a", "http: //a", "hhttps://a", "s-http://a", "http://:80", "http://[]/",
    "http://[::1", "http://a:99999/", "http://a:80b/", "http://a:123456", "www.example.org",
  ])
  func whatIsNoneIsNotALink(text: String) {
    #expect(shown(text) == [])
  }

  @Test(arguments: [
    ("see http://a.b.", "http://a.b"), ("(http://a.b)", "http://a.b"),
    ("http://a.b, and", "http://a.b"),
    ("is it http://a.b/c?", "http://a.b/c"), ("http://a.b/c!!!", "http://a.b/c"),
    ("“http://a.b/c”", "http://a.b/c"), ("<http://a.b/c>", "http://a.b/c"),
    ("'http://a.b/c'", "http://a.b/c"), ("[http://a.b/c]", "http://a.b/c"),
    ("(see http://a.b/c_(d))", "http://a.b/c_(d)"), ("http://a.b/c).", "http://a.b/c"),
    ("http://a.b/c;", "http://a.b/c"), ("http://a.b: yes", "http://a.b"), ("http://a.b...", ""),
    ("请看http://a.b/c。好", "http://a.b/c"), ("http://a.b/c、http", "http://a.b/c"),
    ("http://a.b?", "http://a.b"), ("http://a.b.?", "http://a.b"), ("http://a.b/?", "http://a.b/"),
    ("http://a.b/#", "http://a.b/#"),
    ("end.http://a.b", "http://a.b"), ("href=\"http://a.b/c\">", "http://a.b/c"),
  ])
  func whatBelongsToTheSentenceIsNoPart(text: String, link: String) {
    #expect(shown(text) == (link.isEmpty ? [] : [link]))
  }

  @Test func severalAreFoundInTheirOrder() {
    #expect(
      shown("http://a http://b/c,https://d\nhttp://e") == [
        "http://a", "http://b/c,https://d", "http://e",
      ])
    #expect(shown("http://a,http://b") == ["http://a", "http://b"])
  }

  @Test(arguments: [
    ("http://a\"; touch /tmp/x", "http://a"), ("http://a`id`", "http://a"),
    ("http://a\\@b", "http://a"),
    ("http://a/\u{0}b", "http://a/"), ("http://a/b\u{1b}[2J", "http://a/b"),
    ("http://a/b\tc", "http://a/b"),
    ("http://a/b\u{a0}c", "http://a/b"), ("http://a/b\u{3000}c", "http://a/b"),
    ("http://a/b\r\nc", "http://a/b"), ("http://a/b|c", "http://a/b"),
    ("http://a/b{c}", "http://a/b"),
    ("http://a/b\u{2800}c", "http://a/b"), ("http://a/b\u{3164}c", "http://a/b"),
  ])
  func blanksQuotesAndControlsEndIt(text: String, link: String) {
    #expect(shown(text) == [link])
  }

  @Test(arguments: [
    "\u{202a}", "\u{202b}", "\u{202c}", "\u{202d}", "\u{202e}", "\u{2066}", "\u{2067}", "\u{2068}",
    "\u{2069}", "\u{200e}", "\u{200f}", "\u{61c}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}",
    "\u{feff}", "\u{ad}", "\u{fe0f}", "\u{34f}", "\u{e0001}", "\u{180e}",
  ])
  func whatTurnsTextOrIsNotDrawnEndsIt(sign: String) {
    #expect(shown("http://a.b/c\(sign)d") == ["http://a.b/c"])
    #expect(shown("http://a.b\(sign).evil.example/") == ["http://a.b"])
  }

  @Test(arguments: [
    "https://www.bank.example@evil.example/", "https://user:secret@host/", "https://bank%2f@evil/",
    "https://b\u{430}nk.example/", "https://bank.example\u{2044}evil.example/",
    "https://ба.example/",
    "https://bank.example\u{338}/", "https://אב.example/",
  ])
  func aHostThatCouldBeTakenForAnotherIsNoLink(address: String) {
    #expect(shown(address) == [])
  }

  @Test func whatAnOverrideTurnsRoundIsNoLink() {
    #expect(shown("\u{202e}http://a.b") == [])
    #expect(shown("\u{202e}x\u{202c} http://a.b") == ["http://a.b"])
    #expect(shown("\u{202e}x\nhttp://a.b") == ["http://a.b"])
    #expect(shown("\u{2067}\u{202d}x\u{2069}http://a.b") == ["http://a.b"])
    #expect(shown("\u{202d}\u{2067}\u{202c} http://a.b") == [])
    #expect(shown("\u{2067}http://a.b\u{2069}") == ["http://a.b"])
    #expect(shown("\u{202e}http://a.b\u{202c} http://c") == ["http://c"])
  }

  @Test func aBrowserIsGivenPlainLettersAlone() {
    #expect(WebLink.find(in: "HTTP://a/é/x%20").map(\.address) == ["http://a/%C3%A9/x%20"])
    #expect(WebLink.find(in: "https://a/$(id)'x").map(\.address) == ["https://a/$(id)'x"])
  }

  @Test func oneThatIsTooLongIsNoneAndNothingInItIsOne() {
    let path = String(repeating: "x", count: WebLink.limit - 9)
    #expect(shown("http://a/\(path)") == ["http://a/\(path)"])
    #expect(shown("http://a/x\(path)") == [])
    #expect(shown("http://a/\(path)?http://b http://c") == ["http://c"])
  }

  /// Each would take minutes if the finder went over the text once for each sign.
  @Test(arguments: [
    "http://", "http://a/", ")", "http://a/(", "\u{202a}http://a ", "\u{202a}\u{2069}", "a.", ":",
  ])
  func aLongTextIsReadOnce(part: String) {
    let count = 1_000_000 / part.utf8.count
    let time = ProcessorTime.measure {
      _ = WebLink.find(in: "http://a/" + String(repeating: part, count: count))
    }
    #expect(time < .seconds(20), "\(time)")
  }
}
