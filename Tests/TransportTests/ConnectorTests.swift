import Glibc
import Testing
import Transport

@Suite struct ConnectorTests {
  let loop = EventLoop()

  private func attempt(
    _ destination: HostPort, timeout: Duration = .seconds(5)
  ) -> Result<Connection, ConnectError>? {
    var result: Result<Connection, ConnectError>?
    Connector.connect(to: destination, on: loop, timeout: timeout) {
      #expect(result == nil)
      result = $0
    }
    #expect(result == nil)
    loop.run(until: { result != nil })
    return result
  }

  private func error(_ destination: HostPort, timeout: Duration = .seconds(5)) -> ConnectError? {
    guard case .failure(let error) = attempt(destination, timeout: timeout) else { return nil }
    return error
  }

  @Test func localhostIsTriedAtEachOfItsAddresses() throws {
    let listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    let accepted = Accepted(listener)
    let port = try #require(listener.endpoint.port)
    let connection = try attempt(.network(host: "LocalHost", port: port))?.get()
    loop.run(until: { accepted.all.count == 1 })
    connection?.enqueue([1])
    loop.run(until: { accepted.recorders[0].bytes == [1] })
    connection?.close()
    loop.run(until: { accepted.recorders[0].ends == [.endOfStream] })
    listener.close()
    #expect(loop.watchCount == 0)
  }

  @Test func aPortWithoutAListenerIsRefused() throws {
    let listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    listener.close()
    let port = try #require(listener.endpoint.port)
    #expect(error(.network(host: "127.0.0.1", port: port)) == .refused(listener.endpoint))
    #expect(loop.watchCount == 0)
  }

  @Test func whenEveryAddressFailsTheLastFailureIsTold() throws {
    let listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    listener.close()
    let port = try #require(listener.endpoint.port)
    let told = try #require(error(.network(host: "localhost", port: port)))
    let last = Endpoint.ipv6(1, port: port, scope: 0)
    #expect(told == .refused(last) || told == .unreachable(last))
  }

  @Test func aUnixSocketThatIsNotThereIsSaid() {
    let path = "/nowhere/banter.sock"
    #expect(error(.unix(path: path)) == .noSuchSocket(.unix(path: path)))
  }

  @Test func aSilentAddressTimesOut() throws {
    // A listener whose backlog is full answers nobody.
    let full = FullBacklog()
    let port = try #require(full.port)
    let start = MonotonicTime.now()
    let told = error(.network(host: "127.0.0.1", port: port), timeout: .milliseconds(60))
    #expect(told == .timedOut(.ipv4(0x7F00_0001, port: port)))
    #expect(MonotonicTime.now() - start >= .milliseconds(60))
    #expect(loop.watchCount == 0)
  }

  @Test func aNameIsLookedUpByAHelperThreadWhileTheLoopGoesOn() {
    // A name that DNS can't hold: no name server is asked.
    var result: Result<[Endpoint], ConnectError>?
    let resolver = Resolver("-", port: 1, on: loop) { result = $0 }
    #expect(result == nil)
    loop.run(until: { result != nil })
    #expect(result == .failure(.noSuchHost("-")))
    #expect(loop.watchCount == 0)
    withExtendedLifetime(resolver) {}
  }

  @Test(.enabled(if: LocalName.value != nil)) func aNameThatThisMachineKnowsIsFound() throws {
    let name = try #require(LocalName.value)
    var result: Result<[Endpoint], ConnectError>?
    let resolver = Resolver(name, port: 77, on: loop) { result = $0 }
    loop.run(until: { result != nil })
    let endpoints = try #require(try result?.get())
    #expect(!endpoints.isEmpty)
    #expect(endpoints.allSatisfy { $0.port == 77 })
    withExtendedLifetime(resolver) {}
  }

  @Test func aCancelledLookupTellsNothingAndLeavesNothing() {
    for _ in 0..<50 {
      let resolver = Resolver("-", port: 1, on: loop) { _ in
        Issue.record("a cancelled lookup answered")
      }
      resolver.cancel()
    }
    #expect(loop.watchCount == 0)
    loop.turn(waitingAtMost: .milliseconds(20))
  }

  @Test func aCancelledConnectorTellsNothing() throws {
    let full = FullBacklog()
    let port = try #require(full.port)
    for host in ["127.0.0.1", "localhost", "-"] {
      let connector = Connector.connect(
        to: .network(host: host, port: port), on: loop, timeout: .milliseconds(5)
      ) { _ in Issue.record("a cancelled connector answered") }
      // A failed lookup would be a rightful answer of the first turn.
      if host != "-" { loop.turn(waitingAtMost: .zero) }
      connector.cancel()
    }
    loop.turn(waitingAtMost: .milliseconds(20))
    #expect(loop.watchCount == 0)
  }

  @Test func everyFailureSaysInPlainWordsWhatToDo() {
    let endpoint = Endpoint.ipv4(0x7F00_0001, port: 5050)
    #expect(
      ConnectError.refused(endpoint).description
        == "Nothing answers at 127.0.0.1:5050. Is the router running there, and at that port?")
  }
}
