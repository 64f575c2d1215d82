import Foundation
import Glibc

/// A path for a router's Unix socket: there the kernel holds little and a fixed amount of what is not read.
struct UnixDoor {
  let path = NSTemporaryDirectory() + "/banterd-\(getpid())-\(UInt32.random(in: 0 ... .max))"

  var argument: String { "unix:\(path)" }

  func client(_ kind: TestClient.Kind = .json) throws -> TestClient {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    return try TestClient(kind, connectingTo: address)
  }
}
