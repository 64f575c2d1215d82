import Transport

/// What a connection told.
final class Recorder {
  private(set) var bytes: [UInt8] = []
  private(set) var reads: [Int] = []
  private(set) var ends: [ConnectionEnd] = []

  init(_ connection: Connection) {
    connection.onReceive = { [unowned self] span in
      reads.append(span.count)
      for index in span.indices { bytes.append(span[index]) }
    }
    connection.onClose = { [self] in ends.append($0) }
  }
}
