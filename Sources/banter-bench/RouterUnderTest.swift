internal import Transport

/// The router that is measured: a new one for each run, or one that is there.
final class RouterUnderTest {
  let address: HostPort
  let processID: Int32?
  /// It ends with its standard input, and so at the latest with this program.
  private let process: ChildProcess?

  init(there address: HostPort, processID: Int32?) {
    (self.address, self.processID, process) = (address, processID, nil)
  }

  /// Starts one on a free port; it must take any rate, since the load is not a person's.
  init(program: String) throws(BenchFailure) {
    let arguments = [
      "--listen", "127.0.0.1:0", "--rate", "unlimited", "--log-level", "error",
      "--exit-with-stdin", "--in-memory",
    ]
    do {
      let process = try ChildProcess(path: program, arguments: arguments)
      let said = try process.readOutput(upTo: 200)
      // First of all it says "listening on ADDRESS".
      let words = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      guard words.count > 2 else { throw BenchFailure("\(program) did not start") }
      address = try HostPort.parse(String(words[2]), defaultPort: 5_050)
      processID = process.processID
      self.process = process
    } catch let failure as BenchFailure {
      throw failure
    } catch {
      throw BenchFailure("\(program): \(error)")
    }
  }
}
