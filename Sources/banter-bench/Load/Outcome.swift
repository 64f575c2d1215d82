/// What one run has shown.
struct Outcome {
  /// What was done, with what was spoken, by how many.
  let work: String
  let dialect: String
  let clients: Int

  /// Messages that arrived; for the storm, clients that came in.
  var count = 0
  var seconds = 0.0
  var processorMicroseconds: Double?
  /// One-way latencies in microseconds.
  var p50: Double?
  var p99: Double?
  var p999: Double?
  var note = ""

  init(_ work: Work, _ dialect: Dialect, clients: Int) {
    self.work = work.rawValue
    self.dialect = dialect.rawValue
    self.clients = clients
  }

  /// The router's processor time for each, in microseconds.
  var processorForEach: Double? {
    processorMicroseconds.map { count == 0 ? 0 : $0 / Double(count) }
  }
}
