import Framing
import Glibc
import Testing

/// A client with a socket and nothing else; whatever it waits for, it waits ten seconds at the most.
final class TestClient {
  enum Kind { case json, legacy }

  private let kind: Kind
  private(set) var number: Int32
  private var decoder: FrameDecoder

  /// Connects over the loopback, from one of its addresses.
  convenience init(_ kind: Kind, port: UInt16, from source: UInt32 = 0x7F00_0001) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    try self.init(kind, connectingTo: address, from: source)
  }

  /// - Parameters:
  ///   - kind: What it speaks.
  ///   - address: The router's.
  ///   - source: The IPv4 address to connect from; nil for the kernel's choice.
  /// - Throws: Where nobody listens there.
  init<Address>(_ kind: Kind, connectingTo address: Address, from source: UInt32? = nil) throws {
    var address = address
    self.kind = kind
    decoder = FrameDecoder(kind: kind == .json ? .json : .legacy, limit: Limits.frameFromRouter)
    let family = unsafe withUnsafeBytes(of: &address) { unsafe $0.load(as: sa_family_t.self) }
    let number = socket(
      Int32(family), Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    self.number = number
    var limit = timeval(tv_sec: Deadline.seconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    _ = unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    if let source { Self.bind(number, to: source) }
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(number, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
    try #require(result == 0, "connecting failed with \(errno)")
  }

  deinit { close() }

  private static func bind(_ number: Int32, to source: UInt32) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = source.bigEndian
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = unsafe Glibc.bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  func close() {
    if number >= 0 { _ = Glibc.close(number) }
    number = -1
  }

  /// Closes with a reset in place of an end.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(
      number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  func endSending() { _ = shutdown(number, Int32(SHUT_WR)) }

  @discardableResult
  func send(raw bytes: [UInt8]) -> Bool {
    let sent = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    return sent == bytes.count
  }

  /// Sends what the kernel takes without waiting; answers how much that was, -1 for nothing.
  func sendNow(_ bytes: [UInt8]) -> Int {
    let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
    return unsafe bytes.withUnsafeBytes {
      unsafe Glibc.send(number, $0.baseAddress, $0.count, flags)
    }
  }

  /// The frame of a JSON text or of a legacy body.
  func frame(_ body: String) -> [UInt8] {
    let bytes = Array(body.utf8)
    switch kind {
    case .json:
      return (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (24 - 8 * $0)) } + bytes
    case .legacy:
      let digits = Array("\(bytes.count)".utf8)
      return digits + [UInt8](repeating: 0x20, count: 64 - digits.count) + bytes
    }
  }

  func send(_ body: String) { send(raw: frame(body)) }

  /// The next body; nil at the end of the stream or after ten seconds.
  func next() -> String? {
    while true {
      if let body = try? decoder.next() { return String(decoding: body, as: UTF8.self) }
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe recv(number, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { return nil }
      bytes.removeSubrange(count...)
      decoder.append(bytes.span)
    }
  }

  /// The next message; nil at the end of the stream.
  func message() throws -> Message? {
    guard let body = next() else { return nil }
    return try Message.parse(Array(body.utf8).span)
  }

  /// The next message of a type, whatever comes before it; nil at the end of the stream.
  func message(_ type: String) throws -> Message? {
    while let message = try message() {
      if message.type == type { return message }
    }
    return nil
  }

  /// The next legacy body that starts so; nil at the end of the stream.
  func line(startingWith prefix: String) -> String? {
    while let line = next() {
      if line.hasPrefix(prefix) { return line }
    }
    return nil
  }

  /// Whether the router says, in this client's language, an error of a kind whose words have these in them.
  func isTold(_ code: ErrorCode, _ words: String) throws -> Bool {
    switch kind {
    case .legacy:
      return line(startingWith: "[server] ")?.contains(words) ?? false
    case .json:
      guard case .error(let error)? = try message("error") else { return false }
      return error.code == code && error.isFatal == true && error.msg.contains(words)
    }
  }

  /// Whether the router ends the stream, whatever it says before; closes this side then.
  func isClosedByRouter() -> Bool {
    while next() != nil {}
    var byte: UInt8 = 0
    let count = unsafe recv(number, &byte, 1, Int32(MSG_DONTWAIT))
    let isClosed = count == 0 || (count < 0 && errno != EAGAIN)
    if isClosed { close() }
    return isClosed
  }

  /// Whether the router has ended the stream already; what it has said is read away.
  var isClosedNow: Bool {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let size = bytes.count
    while true {
      let count = unsafe recv(number, &bytes, size, Int32(MSG_DONTWAIT))
      guard count > 0 else { return count == 0 || errno != EAGAIN }
    }
  }

  /// Whether something came that was not read yet.
  var hasAnswer: Bool {
    var byte: UInt8 = 0
    return unsafe recv(number, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_PEEK)) == 1
  }

  /// Registers and waits; answers whether it was let in.
  func isLetIn(as name: String) -> Bool {
    send(kind == .legacy ? "USERNAME:\(name)" : #"{"type":"register","username":"\#(name)"}"#)
    while let body = next() {
      if body.hasPrefix("!USERLIST:") || body.hasPrefix(#"{"type":"user_list""#) { return true }
    }
    return false
  }

  /// Registers and waits until it is in.
  func enter(_ name: String, version: Int = 1, device: String? = nil) throws {
    switch kind {
    case .legacy:
      send("USERNAME:\(name)")
      _ = try #require(line(startingWith: "!USERLIST:"))
    case .json:
      let device = device.map { ",\"device\":\"\($0)\"" } ?? ""
      send("{\"type\":\"register\",\"username\":\"\(name)\",\"v\":\(version)\(device)}")
      _ = try #require(try message(version == 1 ? "user_list" : "roster"))
    }
  }
}
