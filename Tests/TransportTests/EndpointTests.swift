import Testing
import Transport

@Suite struct EndpointTests {
  @Test(arguments: [
    ("127.0.0.1:5050", Endpoint.ipv4(0x7F00_0001, port: 5050)),
    ("0.0.0.0:0", .ipv4(0, port: 0)),
    ("[::]:5050", .ipv6(0, port: 5050, scope: 0)),
    ("[::1]:65535", .ipv6(1, port: 65535, scope: 0)),
    (
      "[2001:db8::1:0:0:1]:80", .ipv6(0x2001_0db8_0000_0000_0001_0000_0000_0001, port: 80, scope: 0)
    ),
    ("[::ffff:127.0.0.1]:1", .ipv6(0xFFFF_7F00_0001, port: 1, scope: 0)),
    ("[fe80::1%7]:9", .ipv6(0xfe80_0000_0000_0000_0000_0000_0000_0001, port: 9, scope: 7)),
    ("unix:/run/banter.sock", .unix(path: "/run/banter.sock")),
  ])
  func anEndpointIsReadAndWrittenAlike(text: String, endpoint: Endpoint) throws {
    #expect(try Endpoint.parse(text) == endpoint)
    #expect(endpoint.description == text)
  }

  @Test func localhostIsTheLoopbackAddress() throws {
    #expect(try Endpoint.parse("localhost:7") == .ipv4(0x7F00_0001, port: 7))
  }

  @Test func aDefaultPortStandsInForAMissingOne() throws {
    #expect(try Endpoint.parse("::1", defaultPort: 5050) == .ipv6(1, port: 5050, scope: 0))
    #expect(try Endpoint.parse("[::1]", defaultPort: 5050) == .ipv6(1, port: 5050, scope: 0))
    #expect(try Endpoint.parse("10.0.0.1", defaultPort: 5050) == .ipv4(0x0A00_0001, port: 5050))
  }

  @Test(arguments: [
    ("", EndpointError.empty),
    (":5050", .noHost(":5050")),
    ("127.0.0.1", .noPort("127.0.0.1")),
    ("::1", .noPort("::1")),
    ("[::1]", .noPort("[::1]")),
    ("127.0.0.1:", .badPort("")),
    ("127.0.0.1:65536", .badPort("65536")),
    ("127.0.0.1:-1", .badPort("-1")),
    ("127.0.0.1:+1", .badPort("+1")),
    ("[::1:5050", .unbalancedBracket("[::1:5050")),
    ("[::1]5050", .badPort("5050")),
    ("example.org:5050", .notNumeric("example.org:5050")),
    ("300.0.0.1:5050", .notNumeric("300.0.0.1:5050")),
    ("a/b:5050", .badCharacter("a/b:5050")),
    ("unix:", .noPath),
  ])
  func aTextThatIsNoneSaysWhy(text: String, error: EndpointError) {
    #expect(throws: error) { try Endpoint.parse(text) }
  }

  @Test func aPathMayFillTheFieldOfTheSystemButNotMore() throws {
    let path = "/" + String(repeating: "x", count: Endpoint.unixPathLimit - 1)
    #expect(try Endpoint.parse("unix:\(path)") == .unix(path: path))
    #expect(throws: EndpointError.pathTooLong(bytes: 108)) { try Endpoint.parse("unix:\(path)x") }
  }

  @Test(arguments: ["127.0.0.1:1", "127.9.9.9:1", "[::1]:1", "[::ffff:127.0.0.1]:1", "unix:/x"])
  func thisMachineIsLoopback(text: String) throws {
    #expect(try Endpoint.parse(text).isLoopback)
  }

  @Test(arguments: [
    "128.0.0.1:1", "0.0.0.0:1", "[::]:1", "[::2]:1", "[::ffff:10.0.0.1]:1", "[::7f00:1]:1",
    "[fe80::1]:1",
  ])
  func othersAreNot(text: String) throws {
    #expect(try !Endpoint.parse(text).isLoopback)
  }

  @Test(arguments: [
    ("chat.example.org", HostPort.network(host: "chat.example.org", port: 5050)),
    ("chat.example.org:99", .network(host: "chat.example.org", port: 99)),
    ("bücher.example", .network(host: "bücher.example", port: 5050)),
    ("::1", .network(host: "::1", port: 5050)),
    ("[::1]:99", .network(host: "::1", port: 99)),
    ("unix:/tmp/x", .unix(path: "/tmp/x")),
  ])
  func aDestinationIsAHostByNameOrAddress(text: String, destination: HostPort) throws {
    let read = try HostPort.parse(text, defaultPort: 5050)
    #expect(read == destination)
    #expect(try HostPort.parse(read.description, defaultPort: 1) == destination)
  }

  @Test(arguments: ["", ":1", "a b", "a\u{0}b", "http://x", "x:y", "x:1:2]", "[::1"])
  func aTextThatIsNoDestinationIsRefused(text: String) {
    #expect(throws: EndpointError.self) { try HostPort.parse(text, defaultPort: 5050) }
  }
}
