import Foundation
import Framing

/// What one body of the legacy protocol is, against the words of the protocol's page.
enum LegacyBody {
  static func check(_ body: [UInt8]) throws(Contradiction) {
    let expected = model(of: body)
    let found = Result { () throws(MessageError) in try LegacyMessage.parse(body.span) }
    try require(found == expected, "\(body): \(found), not \(expected)")
  }

  private static func model(of body: [UInt8]) -> Result<LegacyMessage, MessageError> {
    guard let text = String(validating: body, as: UTF8.self) else { return .failure(.badUTF8) }
    if body == Array("!DISCONNECT".utf8) { return .success(.disconnect) }
    if let name = body.after("USERNAME:") { return .success(.username(name.text)) }
    guard let whisper = body.after("!WHISPER:") else { return .success(.say(text)) }
    guard let colon = whisper.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
      return .failure(.badField("!WHISPER"))
    }
    return .success(
      .whisper(to: Array(whisper[..<colon]).text, text: Array(whisper[(colon + 1)...]).text))
  }
}

extension [UInt8] {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }

  fileprivate func after(_ prefix: String) -> [UInt8]? {
    starts(with: prefix.utf8) ? Array(dropFirst(prefix.utf8.count)) : nil
  }
}
