/// What a request asks for: a method and a path, which is all that the metrics need to know.
///
///     GET /metrics?x=1 HTTP/1.1 CRLF      method, target, version
///     Host: localhost CRLF                once in HTTP/1.1
///     CRLF                                the end; a body would follow, and is not looked at
struct HTTPRequest: Equatable {
  /// What has come of a request so far.
  enum Progress: Equatable {
    case unfinished
    case finished(HTTPRequest)
    case refused(HTTPStatus)
  }

  /// The longest header that is taken, in bytes.
  static let limit = 8_192

  let method: String
  /// The target without its query.
  let path: String

  /// Reads a request from its first byte; a line may end with LF alone (RFC 9112, 2.2).
  static func parse(_ bytes: [UInt8]) -> Progress {
    guard let lines = header(of: bytes) else {
      return bytes.count > limit ? .refused(.headerTooLarge) : .unfinished
    }
    guard lines.allSatisfy(isText), let first = lines.first,
      let (request, version) = requestLine(first)
    else { return .refused(.badRequest) }
    let names = lines.dropFirst().map(fieldName)
    guard names.allSatisfy({ $0 != nil }) else { return .refused(.badRequest) }
    let hosts = names.filter { $0 == "host" }.count
    guard hosts == 1 || (hosts == 0 && version == "HTTP/1.0") else { return .refused(.badRequest) }
    return .finished(request)
  }

  /// The lines before the empty one, without their ends; nil while it has not come within the limit.
  private static func header(of bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var lines: [ArraySlice<UInt8>] = []
    var rest = bytes.prefix(limit)
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      var line = rest[..<end]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      guard !line.isEmpty else { return lines }
      lines.append(line)
      rest = rest[(end + 1)...]
    }
    return nil
  }

  private static func requestLine(_ line: ArraySlice<UInt8>) -> (HTTPRequest, version: String)? {
    let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 3, isToken(parts[0].utf8), parts[1].hasPrefix("/"),
      ["HTTP/1.0", "HTTP/1.1"].contains(parts[2])
    else { return nil }
    let path = parts[1].prefix { $0 != "?" }
    return (HTTPRequest(method: parts[0], path: String(path)), parts[2])
  }

  /// The name of a field in lower case; nil where the line is none.
  private static func fieldName(_ line: ArraySlice<UInt8>) -> String? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), isToken(line[..<colon]) else {
      return nil
    }
    return String(decoding: line[..<colon], as: UTF8.self).lowercased()
  }

  /// Whether it is a name by the grammar of RFC 9110, 5.6.2.
  private static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains($0)
        }
      }
  }

  private static func isText(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}
