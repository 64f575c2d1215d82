internal import Framing
internal import Logging
internal import Routing
internal import SystemPackage
internal import Transport

extension RouterDaemon {
  /// How many of the refused are kept until their first byte says how to tell them; the descriptors for
  /// them are among the reserved ones.
  private static let refusedAtOnce = 16

  /// Takes a connection, or turns it away.
  func accept(_ connection: Connection, from endpoint: Endpoint, by listener: Listener) {
    statistics.accepted += 1
    let admitted =
      keeper.isBanned(endpoint)
      ? .failure(.banned)
      : admission.admit(endpoint, at: loop.now, chance: .random(in: 0..<1))
    switch admitted {
    case .success(let ticket):
      add(connection, from: endpoint, ticket: ticket, refusal: nil)
    case .failure(let refusal) where refusedCount < Self.refusedAtOnce:
      refusedCount += 1
      add(connection, from: endpoint, ticket: nil, refusal: refusal)
    case .failure(let refusal):
      turnAway(connection, from: endpoint, refusal, by: listener)
    }
  }

  /// Says why to a newcomer, without waiting for it to say anything, and closes.
  private func turnAway(
    _ connection: Connection, from endpoint: Endpoint, _ refusal: Refusal, by listener: Listener
  ) {
    connection.turnAway(refusal.frame(afterFirstByte:))
    statistics.closes.count(refusal.closeCode)
    turnedAway.add(refusal.closeCode, "\(endpoint)")
    // Nobody can be let in, so nobody waits in vain; one address's crowd must not hold up the others.
    if refusal == .tooManyConnections { listener.pause() }
  }

  /// The last words to a newcomer for whom there is no descriptor.
  func wordsWithoutDescriptor(firstByte: UInt8?) -> [UInt8] {
    statistics.accepted += 1
    statistics.closes.count(.tooManyConnections)
    turnedAway.add(.tooManyConnections, "-")
    return Refusal.tooManyConnections.frame(afterFirstByte: firstByte)
  }

  /// Tells that accepting pauses, at most once a second however often it does.
  func acceptingPaused(_ error: Errno) {
    statistics.acceptPauses += 1
    turnedAway.pause(because: "\(error)", clients: peers.count)
  }
}
