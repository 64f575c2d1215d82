import Glibc
import Testing
import Transport

@Suite struct EventLoopTests {
  let loop = EventLoop()

  @Test func aReadableDescriptorIsToldOfUntilItIsUnwatched() {
    let pair = SocketPair()
    let near = FileDescriptor(adopting: pair.near)
    var news: [Interest] = []
    let watch = loop.watch(near, for: .readable) { news.append($0) }
    loop.turn(waitingAtMost: .zero)
    #expect(news.isEmpty)
    pair.far.send([1])
    loop.turn(waitingAtMost: .seconds(5))
    #expect(news == [.readable])
    loop.unwatch(watch)
    loop.turn(waitingAtMost: .zero)
    #expect(news.count == 1)
    #expect(loop.watchCount == 0)
  }

  @Test func aDescriptorWithoutInterestDoesNotWakeTheLoopEvenWhenItsPeerHasGone() {
    let pair = SocketPair()
    let near = FileDescriptor(adopting: pair.near)
    var calls = 0
    let watch = loop.watch(near, for: .readable) { _ in calls += 1 }
    loop.change(watch, to: [])
    pair.far.close()
    loop.turn(waitingAtMost: .milliseconds(5))
    #expect(calls == 0)
    loop.change(watch, to: .readable)
    loop.turn(waitingAtMost: .seconds(5))
    #expect(calls == 1)
    loop.unwatch(watch)
  }

  @Test func aClosedPeerIsAHangup() {
    let pair = SocketPair()
    let near = FileDescriptor(adopting: pair.near)
    var news: Interest = []
    let watch = loop.watch(near, for: .writable) { news = $0 }
    pair.far.close()
    loop.run(until: { !news.isEmpty })
    #expect(news.contains(.hangup))
    loop.unwatch(watch)
  }

  @Test func aWatchedDescriptorThatIsNotOpenIsAnError() {
    let pair = SocketPair()
    _ = close(pair.near)
    var news: Interest = []
    let watch = loop.watch(pair.near, for: .readable) { news = $0 }
    loop.turn(waitingAtMost: .seconds(5))
    #expect(news == .error)
    loop.unwatch(watch)
  }

  @Test func aNumberUsedAgainInTheSameWakeUpGetsNoStaleNews() {
    let (first, second) = (SocketPair(), SocketPair())
    var watches: [Int32: Watch] = [:]
    var stale = 0
    var replaced: Int32 = -1
    // Whichever is served first closes the other and puts a new, silent socket under its number.
    func serve(_ other: Int32) {
      guard replaced == -1, let watch = watches[other] else { return }
      loop.unwatch(watch)
      let silent = SocketPair()
      _ = dup2(silent.near, other)
      _ = close(silent.near)
      replaced = other
      watches[other] = loop.watch(other, for: .readable) { _ in stale += 1 }
      keep.append(silent.far)
    }
    var keep: [PlainSocket] = []
    watches[first.near] = loop.watch(first.near, for: .readable) { _ in serve(second.near) }
    watches[second.near] = loop.watch(second.near, for: .readable) { _ in serve(first.near) }
    first.far.send([1])
    second.far.send([1])
    loop.turn(waitingAtMost: .seconds(5))
    #expect(replaced != -1)
    #expect(stale == 0)
    keep[0].send([1])
    loop.turn(waitingAtMost: .seconds(5))
    #expect(stale == 1)
    for watch in watches.values { loop.unwatch(watch) }
    _ = (close(first.near), close(second.near))
  }

  @Test func anOldWatchCannotChangeOrEndTheOneThatHasItsNumberNow() {
    let pair = SocketPair()
    let near = FileDescriptor(adopting: pair.near)
    let old = loop.watch(near, for: .readable) { _ in }
    loop.unwatch(old)
    var calls = 0
    let new = loop.watch(near, for: .readable) { _ in calls += 1 }
    loop.change(old, to: [])
    loop.unwatch(old)
    pair.far.send([1])
    loop.turn(waitingAtMost: .seconds(5))
    #expect(calls == 1)
    loop.unwatch(new)
  }

  @Test func unwatchingOneOfManyLeavesTheOthersHeard() {
    let pairs = (0..<20).map { _ in SocketPair().parts }
    var heard: Set<Int> = []
    var watches = pairs.enumerated().map { index, pair in
      loop.watch(pair.0, for: .readable) { _ in heard.insert(index) }
    }
    for index in [0, 7, 19] { loop.unwatch(watches[index]) }
    for pair in pairs { pair.1.send([1]) }
    loop.turn(waitingAtMost: .seconds(5))
    #expect(heard == Set(0..<20).subtracting([0, 7, 19]))
    for (index, watch) in watches.enumerated() where ![0, 7, 19].contains(index) {
      loop.unwatch(watch)
    }
    watches = []
    for pair in pairs { _ = close(pair.0) }
  }

  @Test func hooksRunInOrderBeforeEachWaitAndCanForbidIt() {
    var order: [Int] = []
    loop.beforeWait {
      order.append(1); return false
    }
    loop.beforeWait {
      order.append(2); return true
    }
    loop.turn()
    #expect(order == [1, 2])
    loop.turn()
    #expect(order == [1, 2, 1, 2])
  }

  @Test func whatIsLeftForLaterRunsAfterTheTimersAndKeepsTheLoopFromWaiting() {
    var order: [String] = []
    loop.schedule(after: .zero) { order.append("timer") }
    loop.later {
      order.append("later")
      loop.later { order.append("next turn") }
    }
    loop.turn()
    #expect(order == ["timer", "later"])
    loop.turn()
    #expect(order == ["timer", "later", "next turn"])
  }

  @Test func stopEndsTheRun() {
    loop.schedule(after: .milliseconds(1)) { loop.stop() }
    loop.run()
    #expect(loop.now >= MonotonicTime(nanoseconds: 0))
  }

  @Test func aSignalIsAnEvent() throws {
    var caught: [Int32] = []
    let signals = try Signals([SIGUSR2], on: loop) { caught.append($0) }
    // Other threads of the test program don't block it, so it is sent to this one.
    pthread_kill(pthread_self(), SIGUSR2)
    loop.run(until: { !caught.isEmpty })
    #expect(caught == [SIGUSR2])
    withExtendedLifetime(signals) {}
  }
}
