import Framing
import Glibc
import Testing

@testable import Transport

/// What TLS does below a connection whose users don't know of it.
struct TLSConnectionTests {
  @Test(arguments: KeyType.allCases)
  func bothEndsKnowTheKeyOfTheOther(_ type: KeyType) throws {
    let pair = try TLSPair(type)
    #expect(pair.server.peerPin == nil)
    pair.shakeHands()
    #expect(pair.server.peerPin == pair.clientIdentity.pin)
    #expect(pair.client.peerPin == pair.serverIdentity.pin)
    #expect(pair.server.isEncrypted && pair.client.isEncrypted)
  }

  @Test func aClientWithoutAKeyIsLetInAndNobody() throws {
    let pair = try TLSPair(showsKey: false)
    pair.shakeHands()
    #expect(pair.server.peerPin == nil)
    pair.client.enqueue(Array("hello".utf8))
    pair.loop.run(until: { pair.atServer.count == 5 })
  }

  @Test func aMegabyteEachWayArrivesAsItWas() throws {
    let pair = try TLSPair()
    pair.server.queueLimit = 8 << 20
    pair.client.queueLimit = 8 << 20
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    // Before the handshake is over, whole; after it, in small pieces and in large shared ones.
    pair.client.enqueue(bytes)
    pair.shakeHands()
    for start in stride(from: 0, to: bytes.count, by: 5_000) {
      pair.server.enqueue(bytes[start..<start + 5_000].span)
    }
    pair.server.enqueue(bytes)
    pair.loop.run(until: { pair.atServer.count >= bytes.count && pair.atClient.count >= 2_000_000 })
    #expect(pair.atServer == bytes)
    #expect(pair.atClient == bytes + bytes)
    #expect(pair.server.queuedByteCount == 0)
  }

  @Test func nothingOfTheTextIsOnTheWire() throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let text = Array("nobody else reads this".utf8)
    let relay = try Relay(to: ends.far, on: loop)
    relay.client.enqueue(text)
    let recorder = Recorder(server)
    server.secure(by: try .server(.make())) {}
    loop.run(until: { recorder.bytes == text })
    let wire = String(decoding: relay.seen, as: UTF8.self)
    #expect(relay.seen.count > 500)
    #expect(!wire.contains("nobody"))
  }

  @Test func everyByteMayComeByItself() throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let relay = try Relay(to: ends.far, on: loop, piece: 1)
    let recorder = Recorder(server)
    let identity = try TLSIdentity.make()
    server.secure(by: try .server(identity)) {}
    relay.client.enqueue(Array("one".utf8))
    loop.run(until: { recorder.bytes.count == 3 })
    relay.client.enqueue(Array("two".utf8))
    loop.run(until: { recorder.bytes.count == 6 })
    #expect(relay.client.peerPin == identity.pin)
  }

  @Test func aBitThatWasChangedOnTheWayEndsTheConnection() throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let relay = try Relay(to: ends.far, on: loop)
    let recorder = Recorder(server)
    var isSecure = false
    server.secure(by: try .server(.make())) { isSecure = true }
    loop.run(until: { isSecure })
    relay.flips = true
    relay.client.enqueue(Array("not this".utf8))
    loop.run(until: { !recorder.ends.isEmpty })
    #expect(recorder.bytes.isEmpty)
    guard case .tls(.broken) = try #require(recorder.ends.first) else {
      Issue.record("it ended as \(recorder.ends)")
      return
    }
  }

  @Test func closingSaysGoodbyeAfterAllIsSaid() throws {
    let pair = try TLSPair()
    pair.shakeHands()
    pair.server.enqueue([UInt8](repeating: 7, count: 100_000))
    pair.server.closeAfterFlush()
    pair.loop.run(until: { pair.clientEnd != nil && pair.serverEnd != nil })
    #expect(pair.atClient.count == 100_000)
    #expect(pair.clientEnd == .endOfStream)
    #expect(pair.serverEnd == .closedHere)
  }

  @Test func anEndWithoutGoodbyeIsAnEnd() throws {
    let pair = try TLSPair()
    pair.shakeHands()
    pair.client.close()
    pair.loop.run(until: { pair.serverEnd != nil })
    #expect(pair.serverEnd == .endOfStream)
  }

  @Test func whatWaitsForAReaderIsBoundedAsInTheClear() throws {
    let pair = try TLSPair()
    pair.shakeHands()
    pair.client.pauseReading()
    pair.server.queueLimit = 100_000
    var sent = 0
    while pair.server.isOpen, sent < 100 << 20 {
      pair.server.enqueue([UInt8](repeating: 1, count: 10_000))
      sent += 10_000
      pair.loop.turn(waitingAtMost: .zero)
    }
    pair.loop.run(until: { pair.serverEnd != nil })
    #expect(pair.serverEnd == .queueFull)
  }

  @Test func whatWasNotSentIsToldAsItWas() throws {
    let pair = try TLSPair()
    pair.shakeHands()
    pair.client.pauseReading()
    pair.server.queueLimit = 64 << 20
    let bytes = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    for start in stride(from: 0, to: bytes.count, by: 1_000) {
      pair.server.enqueue(bytes[start..<start + 1_000].span)
    }
    var last = -1
    while last != pair.server.queuedByteCount {
      last = pair.server.queuedByteCount
      pair.loop.turn(waitingAtMost: .milliseconds(20))
    }
    let unsent = pair.server.takeUnsent()
    let rest = Array(unsent.pieces.joined().dropFirst(unsent.writtenOfFirst))
    pair.server.enqueue(Array("the rest".utf8))
    pair.client.resumeReading()
    let arriving = bytes.count - rest.count + 8
    pair.loop.run(until: { pair.atClient.count >= arriving })
    #expect(pair.atClient == bytes.dropLast(rest.count) + Array("the rest".utf8))
    #expect(bytes.suffix(rest.count) == rest[...])
    #expect(rest.count > 1_000_000)
  }
}
