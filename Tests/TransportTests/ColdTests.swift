import Testing

@testable import Transport

/// Connections that helper threads watch because they were quiet.
struct ColdTests {
  /// Connections that send back what they are sent, and their other ends; all of them soon go cold.
  private final class Crowd {
    let loop = EventLoop()
    private(set) var far: [PlainSocket] = []
    private(set) var connections: [Connection] = []
    private(set) var closed = 0

    init(_ count: Int) {
      loop.hotWithoutSweep = 0
      loop.sweepInterval = .milliseconds(5)
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

    func becomeCold() { loop.run(until: { loop.coldCount == connections.count - closed }) }

    func end() {
      for connection in connections { connection.close() }
      loop.run(until: { closed == connections.count })
    }
  }

  @Test func whatComesToAColdConnectionIsHeard() {
    let crowd = Crowd(600)
    crowd.becomeCold()
    #expect(crowd.loop.watchCount >= 600)
    for (index, far) in crowd.far.enumerated() { far.send([UInt8(index % 251)]) }
    var answers = [[UInt8]](repeating: [], count: 600)
    crowd.loop.run(until: {
      for (index, far) in crowd.far.enumerated() { answers[index] += far.receiveNow() ?? [] }
      return answers.allSatisfy { !$0.isEmpty }
    })
    #expect(answers == (0..<600).map { [UInt8($0 % 251)] })
    crowd.end()
  }

  @Test func nothingIsLostBetweenHotAndCold() {
    let crowd = Crowd(20)
    var sent = [[UInt8]](repeating: [], count: 20)
    var answers = sent
    var random = SystemRandomNumberGenerator()
    for round in 0..<400 {
      for index in 0..<20 where Int.random(in: 0...3, using: &random) == 0 {
        let bytes = [UInt8(round % 256), UInt8(index)]
        sent[index] += bytes
        crowd.far[index].send(bytes)
      }
      crowd.loop.turn(waitingAtMost: .milliseconds(round % 3 == 0 ? 12 : 1))
      for (index, far) in crowd.far.enumerated() { answers[index] += far.receiveNow() ?? [] }
    }
    crowd.loop.run(until: {
      for (index, far) in crowd.far.enumerated() { answers[index] += far.receiveNow() ?? [] }
      return answers.map(\.count) == sent.map(\.count)
    })
    #expect(answers == sent)
    crowd.end()
  }

  @Test func aColdConnectionCanBeWrittenToAndPaused() {
    let crowd = Crowd(3)
    crowd.becomeCold()
    crowd.connections[0].enqueue([7])
    crowd.connections[1].pauseReading()
    crowd.far[1].send([8])
    crowd.loop.turn(waitingAtMost: .milliseconds(30))
    #expect(crowd.far[0].receiveNow() == [7])
    #expect(crowd.far[1].receiveNow() == nil)
    crowd.connections[1].resumeReading()
    var answer: [UInt8] = []
    crowd.loop.run(until: {
      answer += crowd.far[1].receiveNow() ?? []
      return answer == [8]
    })
    crowd.end()
  }

  @Test func connectionsThatComeAndGoWhileColdAreAllClosedAndTheirNumbersAreNobodyElses() {
    let crowd = Crowd(0)
    for round in 0..<60 {
      for _ in 0..<10 { crowd.add() }
      if round % 2 == 0 { crowd.becomeCold() }
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
}
