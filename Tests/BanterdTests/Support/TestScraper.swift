import Glibc
import Testing

/// Asks over HTTP, at a Unix socket, by the byte.
final class TestScraper {
  private let client: TestClient

  init(path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    client = try TestClient(.json, connectingTo: address)
  }

  /// The page of a path.
  static func page(_ path: String, at socket: String) throws -> (status: Int, body: String) {
    let scraper = try TestScraper(path: socket)
    scraper.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try scraper.answer()
  }

  @discardableResult
  func send(_ text: String) -> Bool { client.send(raw: Array(text.utf8)) }

  func endSending() { client.endSending() }

  /// Whether something has come.
  var hasAnswer: Bool {
    var byte: UInt8 = 0
    return unsafe recv(client.number, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 1
  }

  /// All that comes until the end; nothing where none comes within ten seconds.
  func rest() -> String {
    var all: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe recv(client.number, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { return String(decoding: all, as: UTF8.self) }
      all += bytes[..<count]
    }
  }

  /// The answer, whose length must be the one that it tells.
  func answer() throws -> (status: Int, body: String) {
    let parts = rest().split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "there is no answer")
    let lines = parts[0].split(separator: "\r\n")
    let words = lines[0].split(separator: " ", maxSplits: 2)
    try #require(words[0] == "HTTP/1.1")
    #expect(lines.contains("Connection: close"))
    #expect(lines.contains("Content-Length: \(parts[1].utf8.count)"))
    return (try #require(Int(words[1])), String(parts[1]))
  }
}
