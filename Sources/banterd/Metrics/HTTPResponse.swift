/// An answer, after which the connection ends.
struct HTTPResponse: Equatable {
  let status: HTTPStatus
  let body: String
  private let type: String

  init(_ status: HTTPStatus, _ body: String, type: String = "text/plain; charset=utf-8") {
    self.status = status
    self.body = body
    self.type = type
  }

  /// The answer that says nothing but its status.
  init(_ status: HTTPStatus) {
    self.init(status, status.reason + "\n")
  }

  /// The answer on the wire.
  ///
  /// - Parameter includesBody: False for a HEAD request: its answer is only the header of another's.
  /// - Returns: Header and body.
  func bytes(includesBody: Bool = true) -> [UInt8] {
    let body = Array(body.utf8)
    var header = "HTTP/1.1 \(status.rawValue) \(status.reason)\r\n"
    header += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n"
    if status == .methodNotAllowed { header += "Allow: GET\r\n" }
    header += "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    return Array(header.utf8) + (includesBody ? body : [])
  }
}
