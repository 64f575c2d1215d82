import Foundation

/// A `banterd` that a test started.
final class Router {
  let program: Program
  /// `127.0.0.1:PORT`, as it says itself.
  let address: String

  /// Starts a router that takes any rate of messages, and waits until it listens.
  ///
  /// - Parameters:
  ///   - address: Where to listen; without one, on a free port.
  ///   - options: More arguments.
  ///   - desk: It ends with it.
  /// - Throws: `TimedOut` where it doesn't say that it listens.
  init(at address: String = "127.0.0.1:0", _ options: [String] = [], desk: Desk) throws {
    program = try desk.start(
      Checkout.banterd,
      ["--config", "/dev/null", "--listen", address, "--exit-with-stdin", "--rate", "unlimited"]
        + (options.contains("--state") ? [] : ["--in-memory"]) + options)
    let line = try program.waitForLine("its address") { $0.hasPrefix("listening on ") }
    self.address = String(line.dropFirst("listening on ".count))
  }

  var host: String { String(address.prefix(while: { $0 != ":" })) }
  var port: String { String(address.drop(while: { $0 != ":" }).dropFirst()) }

  /// Ends it as a service manager does, and waits.
  @discardableResult
  func stop() throws -> Int32 {
    program.signal(SIGTERM)
    return try program.waitForEnd()
  }
}
