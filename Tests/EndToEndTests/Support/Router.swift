import Foundation
import TestSupport

/// A `banterd` that a test started.
final class Router {
  let program: Program
  /// `127.0.0.1:PORT`, as it says itself.
  let address: String
  /// The fingerprint of its key, as it says itself.
  let pin: String

  /// Starts a router that takes any rate of messages, and waits until it listens.
  ///
  /// One that keeps nothing has the desk's key: when it is started anew it is still known.
  ///
  /// - Parameters:
  ///   - address: Where to listen; without one, on a free port.
  ///   - options: More arguments.
  ///   - key: The file of another key than the desk's.
  ///   - clock: The wall clock that it goes by; nil for the true one.
  ///   - desk: It ends with it.
  /// - Throws: `TimedOut` where it doesn't say that it listens.
  init(
    at address: String = "127.0.0.1:0", _ options: [String] = [], key: String? = nil,
    clock: JumpingClock? = nil, desk: Desk
  ) throws {
    let key = try key ?? desk.routerKey()
    let launcher = clock?.launcher ?? ["/usr/bin/env"]
    program = try desk.start(
      launcher[0],
      Array(launcher.dropFirst()) + [Checkout.banterd]
        + [
          "--config", "/dev/null", "--listen", address, "--exit-with-stdin", "--rate", "unlimited",
        ]
        + (options.contains("--state") ? [] : ["--in-memory", "--cert", key, "--key", key])
        + options)
    let line = try program.waitForLine("its address") { $0.hasPrefix("listening on ") }
    self.address = String(line.dropFirst("listening on ".count))
    pin = String(try program.waitForLine("its key") { $0.hasPrefix("pin ") }.dropFirst(4))
  }

  /// What invites to it: with the pin, so that nobody is asked whether the key is the right one.
  var link: String { "banter://\(address)/?pin=\(pin)" }

  var host: String { String(address.prefix(while: { $0 != ":" })) }
  var port: String { String(address.drop(while: { $0 != ":" }).dropFirst()) }

  /// Ends it as a service manager does, and waits.
  @discardableResult
  func stop() throws -> Int32 {
    program.signal(SIGTERM)
    return try program.waitForEnd()
  }
}
