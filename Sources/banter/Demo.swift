internal import ChatClient
internal import Framing
internal import Transport
internal import Widgets

/// What `--demo` plays: a router that ends with this program, alice and bob, a greeting.
final class Demo {
  static let names = ["alice", "bob"]

  private var router: RouterProcess?
  private var hasGreeted = false

  /// Starts the router.
  ///
  /// - Parameters:
  ///   - loop: The loop that calls `ready`.
  ///   - ready: Called once, with where the router listens.
  /// - Throws: Why the router could not be started.
  init(
    on loop: EventLoop, ready: @escaping (Result<StartedRouter, RouterProcess.Failure>) -> Void
  ) throws(RouterProcess.Failure) {
    router = try RouterProcess(
      listen: "127.0.0.1:0", lifetime: .withThisProgram, on: loop, completion: ready)
  }

  /// Where a person's roster goes on a screen: beside the one before.
  static func position(of index: Int, scale: Double) -> Point {
    Point(x: Int((40 + 280 * Double(index)) * scale), y: Int(60 * scale))
  }

  /// Lets alice greet bob, once both see each other.
  func greet(_ people: [SignedIn]) {
    guard let alice = people.first, let bob = people.last, !hasGreeted else { return }
    let peer = Peer(bob.account.session.name)
    guard alice.account.session.roster.state(of: peer) == .online else { return }
    hasGreeted = true
    alice.open(peer, at: .none)
    try? alice.account.session.send("Hello bob! This window is ours alone.", to: peer)
  }
}
