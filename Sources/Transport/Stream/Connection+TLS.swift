package import Framing

/// TLS below the bytes: what is enqueued and received is plain text, and nobody above knows the difference.
///
/// Until the handshake is over nothing is received, and what is enqueued waits.
extension Connection {
  /// More output than this without a reader, and nothing of it asked for from here: a flood of key updates.
  private static let outputLimit = 262_144

  /// Whether what is sent and received is encrypted.
  package var isEncrypted: Bool { encryption != nil }

  /// The key that the peer has proved to have; nil in the clear, during the handshake, or where it showed none.
  package var peerPin: Pin? { encryption?.session.peerPin }

  /// Encrypts from here on.
  ///
  /// A handshake that fails, or takes longer than `limit`, ends the connection with `ConnectionEnd.tls`.
  ///
  /// - Parameters:
  ///   - context: Which side this is, and with which key.
  ///   - first: What was received before it was known that this is TLS.
  ///   - limit: How long the handshake may take.
  ///   - recordLimit: How long a part of a record may wait for its rest.
  ///   - onSecure: Called once when the handshake is over, before anything is received; never inside this call.
  package func secure(
    by context: TLSContext, first: Span<UInt8> = Span(), within limit: Duration = .seconds(10),
    recordsWithin recordLimit: Duration = .seconds(30), onSecure: @escaping () -> Void
  ) {
    guard phase == .open, encryption == nil else { return }
    do {
      let encryption = Encryption(
        try TLSSession(context), firstBytes: first.indices.map { first[$0] },
        recordLimit: recordLimit, onSecure: onSecure)
      self.encryption = encryption
      encryption.timer = loop.schedule(after: limit) { [self] in fail(.timedOut) }
      if context.isServer {
        _ = mustAwaitHandshakeTurn()
        updateInterest()
      } else {
        unsafe decrypt(UnsafeRawBufferPointer(start: nil, count: 0), by: encryption)
      }
    } catch {
      finish(.tls(error))
    }
  }

  /// How it ends where the peer has closed.
  var endOfStream: ConnectionEnd {
    encryption.map(\.session.isSecure) ?? true ? .endOfStream : .tls(.endedEarly)
  }

  // MARK: The handshake

  /// Joins those who wait for their step, where one is due.
  func mustAwaitHandshakeTurn() -> Bool {
    guard let encryption, !encryption.session.isSecure, phase == .open else { return false }
    if !encryption.isWaitingForTurn {
      encryption.isWaitingForTurn = true
      loop.turnsOfHandshakes().join(self)
    }
    return true
  }

  /// Takes the next step of the handshake: called by the loop, when it is this connection's turn.
  func takeHandshakeStep() {
    guard phase == .open, let encryption else { return }
    encryption.isWaitingForTurn = false
    let first = encryption.firstBytes
    encryption.firstBytes = []
    if first.isEmpty {
      _ = readOnce()
    } else {
      unsafe first.withUnsafeBytes { unsafe decrypt($0, by: encryption) }
    }
    updateInterest()
  }

  // MARK: Receiving

  /// Takes what came, and gives on what it says.
  func decrypt(_ bytes: UnsafeRawBufferPointer, by encryption: Encryption) {
    let plain = unsafe loop.turnsOfHandshakes().plain
    let taken = unsafe encryption.session.take(bytes, into: plain)
    if taken.hasBecomeSecure {
      loop.turnsOfHandshakes().hasFinished(on: loop)
      encryption.becameSecure(on: loop)
    }
    if !encryption.session.output.isEmpty || taken.hasBecomeSecure { flushSoon() }
    if taken.count > 0 {
      lastReceived = loop.now
      let text = unsafe UnsafeRawBufferPointer(rebasing: plain[..<taken.count])
      unsafe onReceive?(text.assumingMemoryBound(to: UInt8.self).span)
    }
    guard phase == .open else { return }
    if let failure = taken.failure { return fail(failure) }
    if taken.hasEnded { return peerEnded() }
    if encryption.session.output.count > Self.outputLimit { return finish(.queueFull) }
    if encryption.session.isSecure { watchRecord(of: encryption, hasCompleted: taken.count > 0) }
  }

  /// Tells the peer why, by the alert that OpenSSL made, and closes.
  private func fail(_ failure: TLSFailure) {
    closeAfterFlush(because: .tls(failure))
  }

  // MARK: Half records

  /// Starts the clock for a record that has come in part; each whole one starts it anew.
  private func watchRecord(of encryption: Encryption, hasCompleted: Bool) {
    guard encryption.session.isInsideRecord else {
      encryption.recordBegan = nil
      return
    }
    if hasCompleted || encryption.recordBegan == nil { encryption.recordBegan = loop.now }
    guard encryption.timer == nil else { return }
    checkRecord(of: encryption, after: encryption.recordLimit)
  }

  private func checkRecord(of encryption: Encryption, after delay: Duration) {
    encryption.timer = loop.schedule(after: delay) { [self] in
      encryption.timer = nil
      guard phase == .open, let began = encryption.recordBegan else { return }
      // Not reading is this side's doing.
      let waited = isReadingPaused ? .zero : MonotonicTime.now() - began
      if isReadingPaused { encryption.recordBegan = .now() }
      guard waited < encryption.recordLimit else { return fail(.recordTimedOut) }
      checkRecord(of: encryption, after: encryption.recordLimit - waited)
    }
  }
}
