internal import Routing
internal import Storage

/// What one commit is about: kept, so that the memory for it is there already.
struct LogTurn {
  var results: [LogResult] = []
  /// The lines of the messages.
  var lines: [NumberedMessage.Line] = []
  var entries = EntryList()

  mutating func removeAll() {
    results.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }
}
