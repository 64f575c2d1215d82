import Framing
import Glibc
import Testing

@testable import Transport

/// Handshakes that go wrong, take long, or come in crowds.
struct TLSHandshakeTests {
  @Test func aClientThatDoesNotTrustTheKeySendsNothingOfItsOwn() throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let recorder = Recorder(server)
    let (identity, own) = (try TLSIdentity.make(), try TLSIdentity.make())
    server.secure(by: try .server(identity)) { Issue.record("the server's handshake went well") }
    var asked: [Pin] = []
    let relay = try Relay(to: ends.far, on: loop, identity: own) { pin in
      asked.append(pin)
      return false
    }
    let client = Recorder(relay.client)
    relay.client.enqueue(Array("a secret".utf8))
    loop.run(until: { !recorder.ends.isEmpty && !client.ends.isEmpty })
    #expect(asked == [identity.pin])
    #expect(client.ends == [.tls(.untrusted(identity.pin))])
    // The hello, and an encrypted alert: no certificate would fit into the rest.
    #expect(relay.seen.count < 400)
    #expect(recorder.bytes.isEmpty)
    guard case .tls(.alert) = recorder.ends[0] else {
      Issue.record("the server's end was \(recorder.ends)")
      return
    }
  }

  @Test func aHandshakeThatIsNotOverInTimeEndsTheConnection() throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let recorder = Recorder(server)
    let start = MonotonicTime.now()
    let hello: [UInt8] = [0x16, 3, 1, 0x3F, 0, 1, 0, 0x3E, 0xFC]
    server.secure(by: try .server(.make()), first: hello.span, within: .milliseconds(300)) {}
    // It keeps dripping: only the whole counts.
    func drip() {
      guard recorder.ends.isEmpty else { return }
      ends.far.send([0])
      if ends.far.receiveNow() != nil { ends.far.close() }
      loop.schedule(after: .milliseconds(5), drip)
    }
    drip()
    loop.run(until: { !recorder.ends.isEmpty })
    #expect(recorder.ends == [.tls(.timedOut)])
    #expect(MonotonicTime.now() - start >= .milliseconds(300))
  }

  @Test func aRecordOfWhichOnlyAPartComesEndsTheConnection() throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let recorder = Recorder(server)
    var isSecure = false
    server.secure(by: try .server(.make()), recordsWithin: .milliseconds(300)) { isSecure = true }
    let relay = try Relay(to: ends.far, on: loop)
    loop.run(until: { isSecure })
    relay.keeps = 30
    relay.client.enqueue([UInt8](repeating: 7, count: 1_000))
    loop.run(until: { !recorder.ends.isEmpty })
    #expect(recorder.ends == [.tls(.recordTimedOut)])
    #expect(recorder.bytes.isEmpty)
  }

  @Test func wholeRecordsAfterAHalfOneTakeTheirTime() throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let recorder = Recorder(server)
    server.secure(by: try .server(.make()), recordsWithin: .milliseconds(200)) {}
    // Byte by byte there is always a part of a record, and never the same for long.
    let relay = try Relay(to: ends.far, on: loop, piece: 1)
    let start = MonotonicTime.now()
    var count = 0
    while MonotonicTime.now() - start < .seconds(1) {
      relay.client.enqueue([1])
      count += 1
      loop.run(until: { recorder.bytes.count == count })
    }
    #expect(recorder.ends.isEmpty)
  }

  @Test(arguments: [
    [0x16] + Array("GET / HTTP/1.0\r\n\r\n".utf8),
    [0x16, 3, 1, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 99),
    [0x16, 3, 1, 0, 4, 1, 0, 0, 0], [0x16, 2, 0, 0, 1, 1],
  ])
  func whatOnlyBeginsLikeTLSIsRefused(_ bytes: [UInt8]) throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let recorder = Recorder(server)
    server.secure(by: try .server(.make()), first: bytes.span) {}
    loop.run(until: { ends.far.receiveNow() != nil })
    ends.far.close()
    loop.run(until: { !recorder.ends.isEmpty })
    guard case .tls = recorder.ends[0] else {
      Issue.record("it ended as \(recorder.ends)")
      return
    }
    #expect(recorder.bytes.isEmpty)
  }

  @Test func aServerThatSpeaksSomethingElseIsNotSpokenToInTheClear() throws {
    let loop = EventLoop()
    let ends = SocketPair()
    let client = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
    let recorder = Recorder(client)
    client.secure(by: try .client(nil) { _ in true }) {}
    client.enqueue(Array("a secret".utf8))
    loop.turn(waitingAtMost: .zero)
    ends.far.send(Array("{\"type\":\"error\"}".utf8))
    loop.turn(waitingAtMost: .zero)
    let sent = try #require(ends.far.receiveNow())
    ends.far.close()
    loop.run(until: { !recorder.ends.isEmpty })
    #expect(recorder.ends == [.tls(.notTLS)])
    #expect(!String(decoding: sent, as: UTF8.self).contains("secret"))
  }

  @Test func fourHandshakesTakeAStepInATurnAndTheOthersWait() throws {
    let loop = EventLoop()
    let context = try TLSContext.server(.make())
    let clientContext = try TLSContext.client(nil) { _ in true }
    var hasTurn = 0
    var connections: [Connection] = []
    var others: [PlainSocket] = []
    for _ in 0..<10 {
      let ends = SocketPair()
      let hello = try TLSSession(clientContext)
      _ = unsafe hello.take(
        UnsafeRawBufferPointer(start: nil, count: 0),
        into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
      ends.far.send(Array(hello.output.takeAll().pieces.joined()))
      let server = Connection(adopting: FileDescriptor(adopting: ends.near), on: loop)
      server.secure(by: context) {}
      connections.append(server)
      others.append(ends.far)
    }
    var turns: [Int] = []
    while hasTurn < 10, turns.count < 10 {
      loop.turn(waitingAtMost: .zero)
      let now = connections.count { !($0.encryption?.isWaitingForTurn ?? true) }
      turns.append(now - hasTurn)
      hasTurn = now
    }
    #expect(turns == [4, 4, 2])
  }
}
