import Testing

@testable import banterd

@Suite struct HTTPRequestTests {
  private static let whole = Array("GET /metrics?a=b HTTP/1.1\r\nHost: x\r\nX: y\r\n\r\n".utf8)

  @Test func itIsUnfinishedUntilItsLastByte() {
    for count in 0..<Self.whole.count {
      #expect(HTTPRequest.parse(Array(Self.whole[..<count])) == .unfinished)
    }
    let request = HTTPRequest(method: "GET", path: "/metrics")
    #expect(HTTPRequest.parse(Self.whole) == .finished(request))
    #expect(HTTPRequest.parse(Self.whole + Array("more".utf8)) == .finished(request))
  }

  @Test func linesMayEndWithoutACarriageReturn() {
    let request = HTTPRequest(method: "HEAD", path: "/")
    #expect(HTTPRequest.parse(Array("HEAD / HTTP/1.0\n\n".utf8)) == .finished(request))
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n",
    "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", "GET  / HTTP/1.0\r\n\r\n",
    "GET / HTTP/1.0 \r\n\r\n", "GET / http/1.0\r\n\r\n", "G(T / HTTP/1.0\r\n\r\n",
    " / HTTP/1.0\r\n\r\n", "GET http://x/ HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\n: x\r\n\r\n",
    "GET / HTTP/1.0\r\nHost : x\r\n\r\n", "GET / HTTP/1.0\r\nA: x\r\n folded\r\n\r\n",
    "GET /\0 HTTP/1.0\r\n\r\n", "GET /\r HTTP/1.0\r\n\r\n", "\n", "\r\n\r\n",
  ])
  func whatTheGrammarDoesNotKnowIsRefused(text: String) {
    #expect(HTTPRequest.parse(Array(text.utf8)) == .refused(.badRequest))
  }

  @Test func theHeaderHasALimit() {
    let endless = Array("GET / HTTP/1.0\r\nA: ".utf8) + [UInt8](repeating: 0x61, count: 9_000)
    #expect(HTTPRequest.parse(Array(endless[..<HTTPRequest.limit])) == .unfinished)
    #expect(HTTPRequest.parse(endless) == .refused(.headerTooLarge))
  }
}
