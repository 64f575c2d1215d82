import Glibc
import Testing
import Transport

@testable import banterd

@Suite struct HTTPServerTests {
  private let loop = EventLoop()
  private let socket = TemporaryFile()

  private func server(timeLimit: Duration) throws -> HTTPServer {
    try HTTPServer(at: .unix(path: socket.path), on: loop, timeLimit: timeLimit) { _ in
      HTTPResponse(.ok, String(repeating: "x", count: 4_000_000))
    }
  }

  /// Lets the loop turn until the client can read; a `poll` that waits would hide a loop that does not.
  private func turn(until condition: () -> Bool) -> Bool {
    Deadline.wait {
      loop.turn(waitingAtMost: .milliseconds(1))
      return condition()
    }
  }

  @Test func aRequestThatDripsIsGivenUp() throws {
    let server = try server(timeLimit: .milliseconds(100))
    let scraper = try TestScraper(path: socket.path)
    scraper.send("GET / HTTP/1.0\r\n")
    #expect(
      turn {
        scraper.send("A: b\r\n")
        return scraper.hasAnswer
      })
    // The loop must turn while the answer is read to its end: it lingers until the client has closed too.
    scraper.endSending()
    let before = loop.watchCount
    #expect(turn { loop.watchCount < before })
    #expect(try scraper.answer().status == 408)
    withExtendedLifetime(server) {}
  }

  @Test func anAnswerThatIsNotTakenIsGivenUp() throws {
    let server = try server(timeLimit: .milliseconds(100))
    let scraper = try TestScraper(path: socket.path)
    scraper.send("GET / HTTP/1.0\r\n\r\n")
    let before = loop.watchCount
    #expect(turn { loop.watchCount > before })
    #expect(turn { loop.watchCount == before })
    #expect(scraper.rest().utf8.count < 4_000_000)
    withExtendedLifetime(server) {}
  }
}
