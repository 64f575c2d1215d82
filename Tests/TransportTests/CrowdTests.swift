import Glibc
import struct SystemPackage.Errno
import Testing

@testable import Transport

/// Connections that are watched by the epoll, since there are more than a few.
struct CrowdTests {
  /// Connections that send back what they are sent, and their other ends.
  private final class Crowd {
    let loop = EventLoop()
    private(set) var far: [PlainSocket] = []
    private(set) var connections: [Connection] = []
    private(set) var closed = 0

    init(_ count: Int) {
      for _ in 0..<count { add() }
    }

    func add() {
      let (near, far) = SocketPair().parts
      let connection = Connection(adopting: FileDescriptor(adopting: near), on: loop)
      connection.onReceive = { [unowned connection] in connection.enqueue($0) }
      connection.onClose = { [unowned self] _ in closed += 1 }
      connections.append(connection)
      self.far.append(far)
    }

    func end() {
      for connection in connections { connection.close() }
      loop.run(until: { closed == connections.count })
      #expect(loop.crowdCount == 0)
    }
  }

  @Test func aFewAreInThePollItselfAndACrowdIsBehindOneDescriptorOfIt() {
    let crowd = Crowd(8)
    #expect(crowd.loop.crowdCount == 0)
    #expect(crowd.loop.watchCount == 8)
    crowd.add()
    #expect(crowd.loop.crowdCount == 9)
    #expect(crowd.loop.watchCount == 10)
    crowd.end()
  }

  @Test func whatComesToAllOfACrowdAtOnceIsHeard() {
    let crowd = Crowd(600)
    for (index, far) in crowd.far.enumerated() { far.send([UInt8(index % 251)]) }
    var answers = [[UInt8]](repeating: [], count: 600)
    crowd.loop.run(until: {
      for (index, far) in crowd.far.enumerated() { answers[index] += far.receiveNow() ?? [] }
      return answers.allSatisfy { !$0.isEmpty }
    })
    #expect(answers == (0..<600).map { [UInt8($0 % 251)] })
    crowd.end()
  }

  @Test func nothingIsLostWhileAFewBecomeACrowd() {
    let crowd = Crowd(4)
    var sent: [[UInt8]] = []
    var answers: [[UInt8]] = []
    var random = SystemRandomNumberGenerator()
    for round in 0..<400 {
      if round % 20 == 0 { crowd.add() }
      sent += [[UInt8]](repeating: [], count: crowd.far.count - sent.count)
      answers += [[UInt8]](repeating: [], count: crowd.far.count - answers.count)
      for index in crowd.far.indices where Int.random(in: 0...3, using: &random) == 0 {
        let bytes = [UInt8(round % 256), UInt8(index)]
        sent[index] += bytes
        crowd.far[index].send(bytes)
      }
      crowd.loop.turn(waitingAtMost: .milliseconds(1))
      for (index, far) in crowd.far.enumerated() { answers[index] += far.receiveNow() ?? [] }
    }
    crowd.loop.run(until: {
      for (index, far) in crowd.far.enumerated() { answers[index] += far.receiveNow() ?? [] }
      return answers.map(\.count) == sent.map(\.count)
    })
    #expect(answers == sent)
    #expect(crowd.loop.crowdCount == 24)
    crowd.end()
  }

  @Test func oneOfACrowdIsNotReadWhilePausedThoughItsPeerHasGone() {
    let crowd = Crowd(12)
    crowd.connections[1].pauseReading()
    crowd.connections[2].pauseReading()
    crowd.far[1].send([8])
    crowd.far[2].close()
    for _ in 0..<3 { crowd.loop.turn(waitingAtMost: .milliseconds(5)) }
    #expect(crowd.far[1].receiveNow() == nil)
    #expect(crowd.closed == 0)
    crowd.connections[1].resumeReading()
    crowd.connections[2].resumeReading()
    var answer: [UInt8] = []
    crowd.loop.run(until: {
      answer += crowd.far[1].receiveNow() ?? []
      return answer == [8] && crowd.closed == 1
    })
    crowd.end()
  }

  @Test func aReaderOfACrowdThatTakesItsTimeGetsAllOfIt() {
    let crowd = Crowd(12)
    let bytes = (0..<900_000).map { UInt8($0 % 253) }
    crowd.connections[3].enqueue(bytes)
    crowd.loop.turn(waitingAtMost: .zero)
    #expect(crowd.connections[3].queuedByteCount > 0)
    var received: [UInt8] = []
    crowd.loop.run(until: {
      received += crowd.far[3].receiveNow() ?? []
      return received.count == bytes.count
    })
    #expect(received == bytes)
    // What waits for room no more does not wake the loop either, once what was on its way is through.
    let isAtRest = (0..<5).contains { _ in
      let before = MonotonicTime.now()
      crowd.loop.turn(waitingAtMost: .milliseconds(20))
      return MonotonicTime.now() - before >= .milliseconds(20)
    }
    #expect(isAtRest)
    crowd.end()
  }

  @Test func aResetEndsOneOfACrowdAndNoOther() throws {
    let loop = EventLoop()
    let listener = try Listener(Endpoint.parse("127.0.0.1:0"), on: loop)
    let accepted = Accepted(listener)
    let port = try #require(listener.endpoint.port)
    let peers = (0..<12).map { _ in PlainSocket(port: port) }
    loop.run(until: { accepted.all.count == 12 })
    #expect(loop.crowdCount == 12)
    peers[5].reset()
    loop.run(until: { accepted.recorders.contains { !$0.ends.isEmpty } })
    loop.turn(waitingAtMost: .milliseconds(5))
    #expect(accepted.recorders.flatMap(\.ends) == [.reset(.connectionReset)])
    #expect(loop.crowdCount == 11)
    for connection in accepted.all { connection.close() }
    loop.run(until: { loop.crowdCount == 0 })
  }

  @Test func connectionsThatComeAndGoAreAllClosedAndTheirNumbersAreNobodyElses() {
    let crowd = Crowd(0)
    for _ in 0..<60 {
      for _ in 0..<10 { crowd.add() }
      let first = crowd.connections.count - 10
      for index in first..<first + 5 { crowd.connections[index].close() }
      for index in first + 5..<first + 9 { crowd.far[index].close() }
      crowd.loop.turn(waitingAtMost: .milliseconds(2))
    }
    crowd.loop.run(until: { crowd.closed == 60 * 9 })
    let last = crowd.far.indices.filter { $0 % 10 == 9 }
    for index in last { crowd.far[index].send([UInt8(index % 200)]) }
    var answers: [Int: [UInt8]] = [:]
    crowd.loop.run(until: {
      for index in last { answers[index, default: []] += crowd.far[index].receiveNow() ?? [] }
      return answers.values.allSatisfy { $0.count == 1 }
    })
    for index in last { #expect(answers[index] == [UInt8(index % 200)]) }
    crowd.end()
  }

  @Test func aNumberUsedAgainInTheSameWakeUpGetsNoStaleNews() {
    let crowd = Crowd(9)
    let loop = crowd.loop
    let (first, second) = (SocketPair(), SocketPair())
    var watches: [Int32: Watch] = [:]
    var stale = 0
    var keep: [PlainSocket] = []
    // Whichever is served first closes the other and puts a new, silent socket under its number.
    func serve(_ other: Int32) {
      guard keep.isEmpty, let watch = watches[other] else { return }
      loop.unwatch(watch)
      let silent = SocketPair()
      _ = dup2(silent.near, other)
      _ = close(silent.near)
      watches[other] = loop.watchStream(other) { _ in stale += 1 }
      keep.append(silent.far)
    }
    watches[first.near] = loop.watchStream(first.near) { _ in serve(second.near) }
    watches[second.near] = loop.watchStream(second.near) { _ in serve(first.near) }
    first.far.send([1])
    second.far.send([1])
    loop.turn(waitingAtMost: .seconds(5))
    #expect(keep.count == 1)
    #expect(stale == 0)
    keep[0].send([1])
    loop.turn(waitingAtMost: .seconds(5))
    #expect(stale == 1)
    for watch in watches.values { loop.unwatch(watch) }
    _ = (close(first.near), close(second.near))
    crowd.end()
  }

  @Test func anOldWatchCannotChangeOrEndTheOneThatHasItsNumberNow() {
    let crowd = Crowd(9)
    let loop = crowd.loop
    let pair = SocketPair()
    let old = loop.watchStream(pair.near) { _ in }
    loop.unwatch(old)
    var calls = 0
    let new = loop.watchStream(pair.near) { _ in calls += 1 }
    loop.change(old, to: [])
    loop.unwatch(old)
    pair.far.send([1])
    loop.turn(waitingAtMost: .seconds(5))
    #expect(calls == 1)
    loop.unwatch(new)
    _ = close(pair.near)
    crowd.end()
  }
}
