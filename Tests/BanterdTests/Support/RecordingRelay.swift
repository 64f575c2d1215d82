import Framing
import Testing
import Transport

/// Somebody between a client and its router who passes on what she can't read, and keeps it.
final class RecordingRelay: Neighbour {
  let loop = EventLoop()
  let endpoint: Endpoint
  /// All that the client sent.
  private(set) var sent: [UInt8] = []
  private let listener: Listener
  private var hasSeenHello = false

  /// - Parameters:
  ///   - port: The router's.
  ///   - changesFinished: Whether she changes a bit at the end of what follows the client's hello.
  /// - Throws: Where there is no port to listen at.
  init(to port: UInt16, changesFinished: Bool = false) throws {
    listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    endpoint = listener.endpoint
    listener.onAccept = { [unowned self] near, _ in
      near.pauseReading()
      let place = HostPort.network(host: "127.0.0.1", port: port)
      Connector.connect(to: place, on: loop, timeout: .seconds(10)) { [unowned self] result in
        guard let far = try? result.get() else { return near.close() }
        join(near, far, changesFinished)
      }
    }
  }

  private func join(_ near: Connection, _ far: Connection, _ changesFinished: Bool) {
    near.onReceive = { [unowned self] bytes in
      var bytes = bytes.indices.map { bytes[$0] }
      if changesFinished, hasSeenHello { bytes[bytes.count - 1] ^= 1 }
      hasSeenHello = true
      sent += bytes
      far.enqueue(bytes)
    }
    far.onReceive = { bytes in near.enqueue(bytes) }
    near.onClose = { _ in far.closeAfterFlush() }
    far.onClose = { _ in near.closeAfterFlush() }
    near.resumeReading()
  }
}
