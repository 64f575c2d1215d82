import Glibc
import struct SystemPackage.Errno
import Testing
import Transport

@Suite struct ListenerTests {
  let loop = EventLoop()
  let folder = TemporaryFolder()

  private func accepting(_ text: String) throws -> (Listener, Accepted) {
    let listener = try Listener(try Endpoint.parse(text), on: loop)
    return (listener, Accepted(listener))
  }

  private func port(_ listener: Listener) throws -> UInt16 { try #require(listener.endpoint.port) }

  @Test func portZeroTakesAFreeOneAndSaysWhich() throws {
    let (listener, accepted) = try accepting("127.0.0.1:0")
    let port = try port(listener)
    #expect(port > 0)
    let peer = PlainSocket(port: port)
    loop.run(until: { accepted.all.count == 1 })
    #expect(accepted.endpoints[0].isLoopback)
    peer.send([5])
    loop.run(until: { accepted.recorders[0].bytes == [5] })
    peer.reset()
    loop.run(until: { accepted.recorders[0].ends == [.reset(.connectionReset)] })
    listener.close()
    #expect(loop.watchCount == 0)
  }

  @Test func aStormOfNewcomersIsAcceptedSixteenAtATime() throws {
    let (listener, accepted) = try accepting("127.0.0.1:0")
    let port = try port(listener)
    let peers = (0..<40).map { _ in PlainSocket(port: port) }
    loop.turn(waitingAtMost: .seconds(5))
    #expect(accepted.all.count == 16)
    loop.run(until: { accepted.all.count == 40 })
    for peer in peers { peer.close() }
    loop.run(until: { accepted.recorders.allSatisfy { $0.ends == [.endOfStream] } })
    listener.close()
  }

  @Test func everyAddressMeansIPv4Too() throws {
    let (listener, accepted) = try accepting("[::]:0")
    let peer = PlainSocket(port: try port(listener))
    loop.run(until: { accepted.all.count == 1 })
    #expect(accepted.endpoints[0].description.hasPrefix("127.0.0.1:"))
    accepted.all[0].close()
    loop.turn(waitingAtMost: .zero)
    listener.close()
    withExtendedLifetime(peer) {}
  }

  @Test(.enabled(if: hasIPv6)) func itListensOverIPv6() throws {
    let (listener, accepted) = try accepting("[::1]:0")
    var made: Connection?
    let destination = HostPort.network(host: "::1", port: try port(listener))
    Connector.connect(to: destination, on: loop, timeout: .seconds(5)) { made = try? $0.get() }
    loop.run(until: { made != nil && accepted.all.count == 1 })
    #expect(accepted.endpoints[0].description.hasPrefix("[::1]:"))
    made?.close()
    loop.run(until: { accepted.recorders[0].ends == [.endOfStream] })
    listener.close()
  }

  @Test func aTakenPortIsSaid() throws {
    let (listener, _) = try accepting("127.0.0.1:0")
    #expect(throws: ListenError.addressInUse(listener.endpoint)) {
      try Listener(listener.endpoint, on: loop)
    }
    listener.close()
    let second = try Listener(listener.endpoint, on: loop)
    second.close()
  }

  @Test func anAddressOfAnotherMachineIsSaid() throws {
    let endpoint = try Endpoint.parse("203.0.113.7:0")
    #expect(throws: ListenError.addressNotHere(endpoint)) { try Listener(endpoint, on: loop) }
  }

  @Test func aUnixSocketIsMadeAndTakenAway() throws {
    let path = folder.path + "/socket"
    let (listener, accepted) = try accepting("unix:\(path)")
    #expect(listener.endpoint == .unix(path: path))
    var made: Connection?
    Connector.connect(to: .unix(path: path), on: loop, timeout: .seconds(5)) {
      made = try? $0.get()
    }
    loop.run(until: { made != nil && accepted.all.count == 1 })
    #expect(accepted.endpoints == [.unix(path: "")])
    made?.enqueue([1, 2])
    loop.run(until: { accepted.recorders[0].bytes == [1, 2] })
    made?.close()
    loop.run(until: { accepted.recorders[0].ends == [.endOfStream] })
    #expect(folder.has(path))
    listener.close()
    #expect(!folder.has(path))
  }

  @Test func aStaleSocketIsReplacedButOneInUseIsNot() throws {
    let endpoint = Endpoint.unix(path: folder.path + "/socket")
    let stale = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #expect(folder.bind(stale, to: "socket"))
    _ = close(stale)
    let first = try Listener(endpoint, on: loop)
    #expect(throws: ListenError.addressInUse(endpoint)) { try Listener(endpoint, on: loop) }
    first.close()
  }

  @Test func aFileThatIsNoSocketIsNeverTouched() throws {
    let path = folder.path + "/notes"
    _ = close(unsafe open(path, O_CREAT | O_WRONLY, 0o600))
    let endpoint = Endpoint.unix(path: path)
    #expect(throws: ListenError.notASocket(endpoint)) { try Listener(endpoint, on: loop) }
    #expect(folder.has(path))
  }

  @Test func aSocketThatAnotherProgramPutInThePlaceIsLeftThere() throws {
    let path = folder.path + "/socket"
    let first = try Listener(.unix(path: path), on: loop)
    _ = unsafe unlink(path)
    let second = try Listener(.unix(path: path), on: loop)
    first.close()
    #expect(folder.has(path))
    second.close()
  }

  @Test func aMissingFolderIsSaid() throws {
    let endpoint = Endpoint.unix(path: folder.path + "/none/socket")
    #expect(throws: ListenError.noSuchFolder(endpoint)) { try Listener(endpoint, on: loop) }
  }

  private static let hasIPv6: Bool = {
    guard let listener = try? Listener(.ipv6(1, port: 0, scope: 0), on: EventLoop()) else {
      return false
    }
    listener.close()
    return true
  }()
}
