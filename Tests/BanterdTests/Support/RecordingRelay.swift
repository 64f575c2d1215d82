import Framing
import Testing
import Transport

/// Somebody between a client and its router who passes on what she can't read, and keeps it.
final class RecordingRelay: Neighbour {
  let loop = EventLoop()
  let endpoint: Endpoint
  /// All that the client sent.
  private(set) var sent: [UInt8] = []
  /// What she makes of a piece on its way to the router, and of one on its way to the client.
  var changesToRouter: (([UInt8]) -> [UInt8])?
  var changesToClient: (([UInt8]) -> [UInt8])?
  private let listener: Listener

  /// - Parameter port: The router's.
  /// - Throws: Where there is no port to listen at.
  init(to port: UInt16) throws {
    listener = try Listener(.ipv4(0x7F00_0001, port: 0), on: loop)
    endpoint = listener.endpoint
    listener.onAccept = { [unowned self] near, _ in
      near.pauseReading()
      let place = HostPort.network(host: "127.0.0.1", port: port)
      Connector.connect(to: place, on: loop, timeout: .seconds(10)) { [unowned self] result in
        guard let far = try? result.get() else { return near.close() }
        join(near, far)
      }
    }
  }

  private func join(_ near: Connection, _ far: Connection) {
    near.onReceive = { [unowned self] bytes in
      let bytes = bytes.indices.map { bytes[$0] }
      sent += bytes
      pass(changesToRouter?(bytes) ?? bytes, to: far)
    }
    far.onReceive = { [unowned self] bytes in
      let bytes = bytes.indices.map { bytes[$0] }
      pass(changesToClient?(bytes) ?? bytes, to: near)
    }
    near.onClose = { _ in far.closeAfterFlush() }
    far.onClose = { _ in near.closeAfterFlush() }
    near.resumeReading()
  }

  private func pass(_ bytes: [UInt8], to end: Connection) {
    if !bytes.isEmpty { end.enqueue(bytes) }
  }
}
