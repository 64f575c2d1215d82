import Foundation
import Framing
import Glibc
import Testing

@Suite struct MetricsTests {
  let socket = TemporaryFile()
  let router: TestRouter

  init() throws { router = try TestRouter("--metrics", "unix:\(socket.path)") }

  private func page() throws -> PrometheusPage {
    let (status, body) = try TestScraper.page("/metrics", at: socket.path)
    try #require(status == 200)
    return PrometheusPage(body)
  }

  @Test func everyKindOfClientAndEveryCodeOfACloseIsThereFromTheStart() throws {
    let page = try page()
    for kind in ["version1", "version2", "legacy", "unregistered"] {
      #expect(page["banter_connections{kind=\"\(kind)\"}"] == 0)
    }
    for code in CloseCode.allCases {
      #expect(page["banter_closes_total{code=\"\(code.rawValue)\"}"] == 0)
    }
    #expect(try #require(page["process_open_fds"]) >= 3)
    #expect(try #require(page["process_max_fds"]) > 3)
    #expect(try #require(page["process_resident_memory_bytes"]) > 1_000_000)
    #expect(page["banter_build_info{version=\"0.1.0\"}"] == 1)
  }

  @Test func aScrapeUnderLoadCountsWhatWasSaid() throws {
    let (one, two, old) = (try router.client(), try router.client(), try router.client(.legacy))
    let unknown = try router.client()
    try one.enter("one")
    try two.enter("two", version: 2)
    try old.enter("old")
    var last = 0.0
    for index in 0..<50 {
      for _ in 0..<10 {
        two.send(
          "{\"type\":\"chat\",\"to\":\"one\",\"msg\":\"hi\",\"cid\":\"\(index)-\(Int.random(in: 0 ... .max))\"}"
        )
      }
      if index % 10 == 0 {
        let count = try #require(try page()["banter_messages_relayed_total"])
        #expect(count >= last)
        last = count
      }
      for _ in 0..<10 { _ = try #require(try one.message("chat")) }
    }
    unknown.close()
    #expect(router.hasLogged("code=client_quit"))
    let page = try page()
    #expect(page["banter_messages_relayed_total"] == 500)
    #expect(page["banter_messages_received_total"] == 503)
    #expect(try #require(page["banter_messages_sent_total"]) >= 1_000)
    #expect(try #require(page["banter_received_bytes_total"]) > 500 * 40)
    #expect(try #require(page["banter_sent_bytes_total"]) > 500 * 80)
    #expect(page["banter_queued_bytes"] == 0)
    for kind in ["version1", "version2", "legacy"] {
      #expect(page["banter_connections{kind=\"\(kind)\"}"] == 1)
    }
    #expect(page["banter_connections{kind=\"unregistered\"}"] == 0)
    #expect(page["banter_accepted_total"] == 4)
    #expect(page["banter_closes_total{code=\"client_quit\"}"] == 1)
  }

  @Test func theBucketsOfTheLoopTimeAddUp() throws {
    let page = try page()
    let buckets = page.samples.filter { $0.key.hasPrefix("banter_loop_busy_seconds_bucket") }
    let bounds = try buckets.map { key, count in
      (try #require(Double(key.split(separator: "\"")[1].replacing("+Inf", with: "inf"))), count)
    }.sorted { $0.0 < $1.0 }
    #expect(bounds.map(\.1) == bounds.map(\.1).sorted())
    #expect(bounds.last?.1 == page["banter_loop_busy_seconds_count"])
    #expect(try #require(page["banter_loop_busy_seconds_sum"]) > 0)
  }

  @Test func whatReadersHaveNotTakenIsShownAsQueued() throws {
    let (stuck, sender) = (try router.client(), try router.client())
    try stuck.enter("stuck")
    try sender.enter("sender")
    let text = String(repeating: "x", count: 60_000)
    #expect(
      Deadline.wait {
        // Ten at a time stay below the limit at which the reader would be closed.
        for _ in 0..<10 { sender.send("{\"type\":\"chat\",\"to\":\"stuck\",\"msg\":\"\(text)\"}") }
        return ((try? page()["banter_queued_bytes"]) ?? 0) > 0
      })
  }

  /// Only where it is: its package is 96 MB, and the page's own reader above is stricter about most things.
  @Test(.enabled(if: Tool.exists("promtool"))) func promtoolTakesThePage() throws {
    let body = try TestScraper.page("/metrics", at: socket.path).body
    let file = try TemporaryFile(body)
    let check = Tool.run("/bin/sh", "-c", "promtool check metrics <'\(file.path)' 2>&1")
    #expect(check.status == 0, "\(check.output)")
  }

  @Test func nothingIsLeftOfTheSocketAfterTheEnd() throws {
    #expect(FileManager.default.fileExists(atPath: socket.path))
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
    #expect(!FileManager.default.fileExists(atPath: socket.path))
  }

  @Test func healthIsOneWordAndTheRestIsNotThere() throws {
    #expect(try TestScraper.page("/healthz", at: socket.path) == (200, "ok\n"))
    #expect(try TestScraper.page("/metrics?x=1", at: socket.path).status == 200)
    for path in ["/", "/metric", "/metrics/", "/../metrics"] {
      #expect(try TestScraper.page(path, at: socket.path).status == 404)
    }
  }

  @Test func whileTheRouterEndsItIsNotHealthy() throws {
    let client = try router.client()
    try client.enter("lingerer")
    let scraper = try TestScraper(path: socket.path)
    router.send(SIGTERM)
    #expect(router.hasLogged("shutting down"))
    scraper.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(try scraper.answer() == (503, "stopping\n"))
  }

  @Test(arguments: [
    ("POST /metrics HTTP/1.1\r\nHost: x\r\n\r\n", 405), ("BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    ("GET /metrics HTTP/1.1\r\n\r\n", 400), ("GET /metrics\r\n\r\n", 400), ("\r\n", 400),
    ("\0\0\0\u{10}{\"type\":\"register\"}\r\n\r\n", 400), ("GET /metrics HTTP/2.0\r\n\r\n", 400),
    ("GET /metrics HTTP/1.1\r\nHost: x\r\nno field\r\n\r\n", 400),
    ("GET /" + String(repeating: "x", count: 9_000), 431),
    ("GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 1_500), 431),
  ])
  func aRequestThatIsNoneIsToldSo(request: String, status: Int) throws {
    let scraper = try TestScraper(path: socket.path)
    scraper.send(request)
    #expect(try scraper.answer().status == status)
  }

  @Test func aCrowdThatNeverAsksKeepsNobodyOut() throws {
    let open = try #require(try page()["process_open_fds"])
    let silent = try (0..<100).map { index in
      let scraper = try TestScraper(path: socket.path)
      let words = ["", "GET /metrics HTTP/1.1\r\nHos", "GET /metrics HTTP/1.0\r\n\r\n"]
      scraper.send(words[index % 3])
      return scraper
    }
    let start = ContinuousClock.now
    // Never more than the limit at once, and the 16 that one wake-up may accept besides.
    #expect(try #require(try page()["process_open_fds"]) <= open + 32)
    try router.client().enter("alice")
    #expect(ContinuousClock.now - start < .seconds(4))
    withExtendedLifetime(silent) {}
  }

  @Test func anAddressThatIsTakenEndsTheStart() throws {
    let second = try TestRouter("--metrics", "unix:\(socket.path)")
    #expect(second.waitForExit() == EX_UNAVAILABLE)
    #expect(second.log.contains("is taken by another program"))
  }
}
