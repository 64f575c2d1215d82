import Foundation
import Testing
import Transport

/// Somebody who answers in a router's place, with what OpenSSL's own tool speaks.
final class OpenSSLServer {
  let endpoint: Endpoint
  private let process = Process()

  /// - Parameters:
  ///   - version: The option for the version of TLS.
  ///   - key: The file of its key and certificate.
  /// - Throws: What a requirement of the test throws.
  init(_ version: String, key: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "openssl", "s_server", version, "-accept", "127.0.0.1:0", "-key", key, "-cert", key,
    ]
    process.standardInput = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    var place: Substring?
    while place == nil {
      let data = output.fileHandleForReading.availableData
      try #require(!data.isEmpty, "it ended: \(text)")
      text += String(decoding: data, as: UTF8.self)
      place = text.firstMatch(of: /ACCEPT ([0-9.:]+)\n/)?.1
    }
    endpoint = try Endpoint.parse(String(try #require(place)))
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
