import Foundation
import TestSupport
import Testing
import Transport

/// Somebody who answers in a router's place, with what OpenSSL's own tool speaks.
final class OpenSSLServer {
  let endpoint: Endpoint
  private let process: TestProcess
  /// Where it ends, it ends.
  private let input = Pipe()

  /// - Parameters:
  ///   - version: The option for the version of TLS.
  ///   - key: The file of its key and certificate.
  /// - Throws: What a requirement of the test throws.
  init(_ version: String, key: String) throws {
    let output = Pipe()
    process = try TestProcess(
      "openssl", ["s_server", version, "-accept", "127.0.0.1:0", "-key", key, "-cert", key],
      input: .descriptor(input.fileHandleForReading.fileDescriptor),
      output: .descriptor(output.fileHandleForWriting.fileDescriptor))
    try output.fileHandleForWriting.close()
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
}
