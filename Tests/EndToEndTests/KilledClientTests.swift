import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// The session and history of `banter` without its windows, killed again and again.
  @Suite struct KilledClientTests {
    /// One person, on one device, with a program that may be killed.
    private final class Device {
      let name: String
      private let desk: Desk
      private let router: Router
      private let file: String
      private(set) var program: Program

      init(_ name: String, device: String = "one", on router: Router, desk: Desk) throws {
        (self.name, self.desk, self.router) = (name, desk, router)
        file = desk.folder.appendingPathComponent("checker/\(device)/\(name).sqlite").path
        program = try Self.start(name, file, router, desk)
      }

      private static func start(
        _ name: String, _ file: String, _ router: Router, _ desk: Desk
      ) throws -> Program {
        let program = try desk.start(Checkout.checkerClient, [router.address, name, file])
        try program.waitForLine("online")
        return program
      }

      func kill() throws {
        program.signal(SIGKILL)
        try program.waitForEnd()
        program = try Self.start(name, file, router, desk)
      }

      /// Says something; it counts from the moment at which it is on the disk.
      func say(_ text: String, to peer: String) throws {
        try program.write(line: "send \(peer) \(text)")
        try program.waitForLine("took \(peer) \(text)")
      }

      /// Everything that is in a conversation: who said what, and how far it has come.
      func dump(_ peer: String) throws -> [(who: String, delivery: String, text: String)] {
        let before = program.lines.count
        try program.write(line: "dump \(peer)")
        try eventually("the dump of \(peer)", state: { program.account }) {
          program.lines.dropFirst(before).contains { $0.hasPrefix("end \(peer) ") }
        }
        return program.lines.dropFirst(before).compactMap { line in
          let words = line.split(separator: " ", maxSplits: 3).map(String.init)
          return words.count == 4 && words[0] == "item" ? (words[1], words[2], words[3]) : nil
        }
      }

      /// What somebody said in a conversation, in the order in which it is shown.
      func texts(with peer: String, by who: String) throws -> [String] {
        try dump(peer).filter { $0.who == who }.map(\.text)
      }
    }

    @Test func whoeverIsKilledEverythingIsShownOnceAndInOrder() throws {
      try Desk.with { desk in
        let router = try Router(desk: desk)
        let alice = try Device("alice", on: router, desk: desk)
        let bob = try Device("bob", on: router, desk: desk)
        let other = try Device("bob", device: "two", on: router, desk: desk)
        var said: [String: [String]] = ["alice": [], "bob": []]
        var random = SystemRandomNumberGenerator()
        for number in 1...60 {
          let (from, to) = number % 3 == 0 ? (bob, "alice") : (alice, "bob")
          try from.say("\(from.name)-\(number)", to: to)
          said[from.name]?.append("\(from.name)-\(number)")
          switch Int.random(in: 0..<12, using: &random) {
          case 0: try alice.kill()
          case 1: try bob.kill()
          case 2: try other.kill()
          case 3: try alice.program.write(line: "cut")
          case 4: try bob.program.write(line: "cut")
          default: break
          }
        }
        let fromAlice = said["alice"] ?? []
        let fromBob = said["bob"] ?? []
        for (device, peer, own, theirs) in [
          (alice, "bob", fromAlice, fromBob), (bob, "alice", fromBob, fromAlice),
          (other, "alice", fromBob, fromAlice),
        ] {
          try eventually("all that was said, on every device", state: { device.program.account }) {
            try device.texts(with: peer, by: peer).count >= theirs.count
              && device.dump(peer).allSatisfy { $0.delivery != "queued" }
              && device.texts(with: peer, by: "me").count >= own.count
          }
          #expect(try device.texts(with: peer, by: peer) == theirs)
          #expect(try device.texts(with: peer, by: "me") == own)
        }
        #expect(
          try bob.dump("alice").map(\.text) == other.dump("alice").map(\.text),
          "two devices of one person show the same conversation")
      }
    }
  }
}
