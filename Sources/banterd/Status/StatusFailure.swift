internal import Transport

/// Why there is nothing to tell of a router.
enum StatusFailure: Error, Equatable {
  case noPlace(file: String)
  case noAnswer(Endpoint)
  case noConnection(ConnectError)
  case notMetrics(Endpoint)
}

extension StatusFailure: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  var description: String {
    switch self {
    case .noPlace(let file):
      "where does the router show its metrics? Write --metrics ADDRESS:PORT, or 'metrics = …' in \(file)"
    case .noAnswer(let endpoint):
      "\(endpoint) did not answer in time. Does banterd show its metrics there?"
    case .noConnection(let error):
      "\(error) Was banterd started with --metrics?"
    case .notMetrics(let endpoint):
      "what answers at \(endpoint) is not banterd's metrics; is that the address of --metrics?"
    }
  }
}
