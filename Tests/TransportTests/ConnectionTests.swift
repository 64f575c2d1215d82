import SystemPackage
import Testing
import Transport

@Suite struct ConnectionTests {
  let loop = EventLoop()

  private func connection() -> (Connection, Recorder, PlainSocket) {
    let pair = SocketPair()
    let connection = Connection(adopting: Transport.FileDescriptor(adopting: pair.near), on: loop)
    return (connection, Recorder(connection), pair.far)
  }

  @Test func bytesThatComeAreHandedOn() {
    let (connection, recorder, far) = connection()
    far.send([1, 2, 3])
    loop.run(until: { recorder.bytes.count == 3 })
    #expect(recorder.bytes == [1, 2, 3])
    #expect(connection.isOpen)
    connection.close()
    loop.run(until: { !recorder.ends.isEmpty })
  }

  @Test func oneWakeUpReadsNoMoreThanTheBudget() {
    let (connection, recorder, far) = connection()
    let sent = far.send([UInt8](repeating: 7, count: 150_000))
    loop.run(until: { recorder.bytes.count == sent })
    #expect(recorder.reads.allSatisfy { $0 <= EventLoop.readBudget })
    #expect(recorder.reads.count == (sent + EventLoop.readBudget - 1) / EventLoop.readBudget)
    connection.close()
    loop.turn(waitingAtMost: .zero)
  }

  @Test func whatIsQueuedInATurnLeavesBeforeTheNextWaitAndInOrder() {
    let (connection, recorder, far) = connection()
    connection.enqueue([1])
    connection.enqueue([2, 3].span)
    connection.enqueue([UInt8](repeating: 4, count: OutboundQueueLimits.shared))
    connection.enqueue([5])
    #expect(far.receiveNow() == nil)
    loop.turn(waitingAtMost: .zero)
    #expect(connection.queuedByteCount == 0)
    var all: [UInt8] = []
    while let bytes = far.receiveNow() { all += bytes }
    #expect(all == [1, 2, 3] + [UInt8](repeating: 4, count: OutboundQueueLimits.shared) + [5])
    connection.close()
    loop.run(until: { recorder.ends == [.closedHere] })
  }

  @Test func whatTheSocketDoesNotTakeFollowsWhenThereIsRoom() {
    let (connection, recorder, far) = connection()
    let whole = (0..<900_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    for start in stride(from: 0, to: whole.count, by: 30_000) {
      connection.enqueue(Array(whole[start..<start + 30_000]))
    }
    loop.turn(waitingAtMost: .zero)
    #expect(connection.queuedByteCount > 0)
    var all: [UInt8] = []
    loop.run(until: {
      while let bytes = far.receiveNow() { all += bytes }
      return all.count == whole.count
    })
    #expect(all == whole)
    #expect(connection.queuedByteCount == 0)
    connection.close()
    loop.run(until: { recorder.ends == [.closedHere] })
  }

  @Test func aPeerThatStopsReadingIsClosedOnceItsQueueIsFull() {
    let (connection, recorder, far) = connection()
    connection.queueLimit = 100_000
    let piece = [UInt8](repeating: 1, count: 10_000)
    var pieces = 0
    loop.run(until: {
      connection.enqueue(piece)
      loop.later {}
      pieces += 1
      #expect(connection.queuedByteCount <= 110_000)
      return !recorder.ends.isEmpty
    })
    #expect(recorder.ends == [.queueFull])
    #expect(pieces > 10)
    withExtendedLifetime(far) {}
  }

  @Test func aBurstThatTheSocketTakesAtOnceIsNoSlowReader() {
    let (connection, recorder, far) = connection()
    connection.queueLimit = 10_000
    for _ in 0..<8 { connection.enqueue([UInt8](repeating: 1, count: 5_000)) }
    loop.turn(waitingAtMost: .zero)
    #expect(recorder.ends.isEmpty)
    #expect(far.receiveNow()?.count == 40_000)
    connection.close()
    loop.run(until: { recorder.ends == [.closedHere] })
  }

  @Test func theEndIsToldOnceAndNeverInsideTheCallThatCausedIt() {
    let (connection, recorder, far) = connection()
    connection.queueLimit = 10
    for _ in 0..<3 { connection.enqueue([UInt8](repeating: 1, count: 1_000_000)) }
    connection.close()
    connection.close()
    #expect(recorder.ends.isEmpty)
    loop.turn(waitingAtMost: .zero)
    loop.turn(waitingAtMost: .zero)
    #expect(recorder.ends == [.queueFull])
    #expect(loop.watchCount == 0)
    withExtendedLifetime(far) {}
  }

  @Test func aPeerThatOnlyEndsItsSendingStillGetsTheAnswer() {
    let (connection, recorder, far) = connection()
    connection.onReceive = { _ in connection.enqueue([UInt8](repeating: 9, count: 600_000)) }
    far.send([1])
    far.endSending()
    var all = 0
    loop.run(until: {
      while let bytes = far.receiveNow(), !bytes.isEmpty { all += bytes.count }
      return !recorder.ends.isEmpty
    })
    while let bytes = far.receiveNow(), !bytes.isEmpty { all += bytes.count }
    #expect(all == 600_000)
    #expect(recorder.ends == [.endOfStream])
  }

  @Test func theLastWordsReachAPeerThatHasSentMoreThanWasRead() {
    let (connection, recorder, far) = connection()
    far.send([UInt8](repeating: 1, count: 100_000))
    connection.onReceive = { [unowned connection] _ in
      connection.enqueue([42])
      connection.closeAfterFlush()
    }
    var said: [UInt8] = []
    loop.run(until: {
      if let bytes = far.receiveNow() {
        said += bytes
        if bytes.isEmpty { far.close() }
      }
      return far.number < 0
    })
    #expect(said == [42])
    #expect(!far.wasReset)
    loop.run(until: { recorder.ends == [.closedHere] })
  }

  @Test func closingAfterTheFlushDoesNotWaitForEverForAPeerThatDoesNotRead() {
    let (connection, recorder, far) = connection()
    connection.enqueue([UInt8](repeating: 1, count: 900_000))
    let start = MonotonicTime.now()
    connection.closeAfterFlush(within: .milliseconds(40))
    connection.enqueue([1])
    loop.run(until: { !recorder.ends.isEmpty })
    #expect(recorder.ends == [.closedHere])
    #expect(MonotonicTime.now() - start >= .milliseconds(40))
    withExtendedLifetime(far) {}
  }

  @Test func writingToAPeerThatHasGoneEndsItWithoutASignal() {
    let (connection, recorder, far) = connection()
    far.close()
    connection.enqueue([1])
    loop.run(until: { !recorder.ends.isEmpty })
    #expect(recorder.ends.count == 1)
  }

  @Test func whatAPeerSentBeforeItWentIsStillRead() {
    let (connection, recorder, far) = connection()
    far.send([1, 2, 3])
    far.close()
    connection.enqueue([1])
    loop.run(until: { !recorder.ends.isEmpty })
    #expect(recorder.bytes == [1, 2, 3])
  }

  @Test func aPausedConnectionReadsNothingAndDoesNotSpin() {
    let (connection, recorder, far) = connection()
    connection.pauseReading()
    far.send([1])
    loop.turn(waitingAtMost: .milliseconds(5))
    #expect(recorder.bytes.isEmpty)
    connection.resumeReading()
    loop.run(until: { recorder.bytes == [1] })
    far.close()
    loop.run(until: { recorder.ends == [.endOfStream] })
  }

  @Test func aConnectionLivesUntilItIsClosedAndNoLonger() {
    weak var connection: Connection?
    let pair = SocketPair()
    do {
      let made = Connection(adopting: Transport.FileDescriptor(adopting: pair.near), on: loop)
      connection = made
    }
    #expect(connection != nil)
    connection?.close()
    loop.turn(waitingAtMost: .zero)
    #expect(connection == nil)
    #expect(loop.watchCount == 0)
    #expect(pair.far.receiveNow() == [])
  }
}

/// Sizes of the queue that the tests step over.
enum OutboundQueueLimits {
  static let shared = 20_000
}
