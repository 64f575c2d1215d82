internal import Framing
internal import Storage

extension ClientSession {
  /// What was typed is on the disk at the latest after this time, in milliseconds.
  private static let draftTime: Int64 = 1_000

  /// The router is told what is stored here after this many messages or this time, in milliseconds.
  private static let acknowledgedCount: Int64 = 32
  private static let acknowledgedTime: Int64 = 1_000

  /// How long to wait before more is sent to a router of version 1, in milliseconds.
  private static let burstTime: Int64 = 250

  /// How long to wait before a disk that refuses is tried again, in milliseconds.
  private static let attemptTime: Int64 = 2_000

  /// Ends a wake-up: keeps what has changed, then sends what waits and tells what is stored.
  ///
  /// - Returns: In how many milliseconds to call it again though nothing happens; nil for no need.
  package func settle() -> Int64? {
    keepDrafts(all: history.hasChanges)
    tellRead()
    commit()
    sendWaiting()
    // What a router of version 1 was sent is not sent again.
    commit()
    acknowledgeStored()
    expireWriters()
    expireKeys()
    return [draftsDue, attemptDue, acknowledgementDue, pauseDue, burstDue, writersDue, keysDue]
      .compactMap { $0 }.min()
  }

  /// The program ends, or leaves this person: keeps all there is, and sends what it can.
  package func finish() {
    keepDrafts(all: true)
    tellRead()
    lastAttempt = nil
    commit()
    sendBeforeTheEnd()
    commit()
    acknowledge()
  }

  /// How long something still takes that takes a while, in milliseconds; nothing where the clock was set back.
  private func left(of time: Int64, since start: Int64) -> Int64 {
    let now = now()
    return now < start ? 0 : max(0, start + time - now)
  }

  // MARK: The disk

  private func commit() {
    guard history.hasChanges, attemptDue ?? 0 == 0 else { return }
    do throws(SQLiteError) {
      try history.commit()
      lastAttempt = nil
      for thread in history.rearrange() {
        conversation(with: Peer(thread.address)).onRearrange?()
      }
      if wasToldOfDisk { tellOfDisk(ClientWording.storedAgain, isError: false) }
      wasToldOfDisk = false
    } catch {
      lastAttempt = now()
      if !wasToldOfDisk { tellOfDisk(ClientWording.notStored(error), isError: true) }
      wasToldOfDisk = true
    }
  }

  private var attemptDue: Int64? { lastAttempt.map { left(of: Self.attemptTime, since: $0) } }

  private func tellOfDisk(_ text: String, isError: Bool) {
    onNotice?(text)
    noteEverywhere(text, isError: isError)
  }

  private func keepDrafts(all: Bool) {
    for (peer, start) in newDrafts where all || left(of: Self.draftTime, since: start) == 0 {
      conversations[peer]?.keepDraft()
      newDrafts[peer] = nil
    }
  }

  private var draftsDue: Int64? {
    newDrafts.values.min().map { left(of: Self.draftTime, since: $0) }
  }

  // MARK: The router

  /// Tells what was read here, to who wrote it and to one's other devices.
  private func tellRead() {
    guard state == .online, facts.speaksVersion2 else { return }
    // Whoever has another key now is told nothing, until that is settled.
    let inDoubt = newlyRead.filter { isInDoubt($0) }
    defer { newlyRead = inDoubt }
    guard sendsReadReceipts else { return }
    for peer in newlyRead.subtracting(inDoubt) {
      guard let thread = conversations[peer]?.thread,
        let id = history.takeReadToTell(in: thread)
      else { continue }
      write(.read(ReadMark(peer: peer.address, id: id)))
    }
  }

  private func acknowledgeStored() {
    guard unacknowledgedCount > 0 else { return }
    if unacknowledgedCount >= Self.acknowledgedCount || acknowledgementDue == 0 { acknowledge() }
  }

  private func acknowledge() {
    guard unacknowledgedCount > 0 else { return }
    facts.acknowledged = history.storedCursor
    facts.acknowledgedAt = now()
    write(.stored(history.storedCursor))
  }

  /// How many messages are stored here of which the router doesn't know that.
  private var unacknowledgedCount: Int64 {
    guard state == .online, facts.speaksVersion2, isKept, !facts.isBehind else { return 0 }
    return history.storedCursor - facts.acknowledged
  }

  private var acknowledgementDue: Int64? {
    guard unacknowledgedCount > 0 else { return nil }
    return facts.acknowledgedAt.map { left(of: Self.acknowledgedTime, since: $0) } ?? 0
  }

  private var burstDue: Int64? {
    state == .online && facts.hasMoreToSend ? Self.burstTime : nil
  }

  private var pauseDue: Int64? {
    guard !outbox.isEmpty, state == .online, !facts.isBehind else { return nil }
    return facts.pausedUntil.map { max(0, $0 - now()) }
  }
}
