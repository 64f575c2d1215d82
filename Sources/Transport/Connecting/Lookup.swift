internal import Glibc
internal import Synchronization

/// One name being looked up by a helper thread; the one object that two threads share.
///
/// The thread holds it while it works. It leaves the outcome here and rings the bell, an eventfd that lives as long as
/// this object: a cancelled lookup ends in peace, whenever the name server lets it.
final class Lookup: Sendable {
  enum Outcome: Sendable {
    case found([Endpoint])
    /// What `getaddrinfo` answered.
    case failed(Int32)
  }

  private let host: String
  private let port: UInt16
  private let outcome = Mutex<Outcome?>(nil)
  let bell: FileDescriptor

  init(host: String, port: UInt16, bell: consuming FileDescriptor) {
    self.host = host
    self.port = port
    self.bell = bell
  }

  /// The outcome, once the bell has rung.
  func takeOutcome() -> Outcome? {
    outcome.withLock { $0 }
  }

  /// Starts the helper thread; false where the system has none to give.
  func start() -> Bool {
    HelperThread.start { self.work() }
  }

  private func work() {
    let answer = Self.addresses(of: host, port: port)
    outcome.withLock { $0 = answer }
    var one: UInt64 = 1
    _ = unsafe write(bell.rawValue, &one, MemoryLayout<UInt64>.size)
  }

  /// The corresponding C function is `getaddrinfo`.
  private static func addresses(of host: String, port: UInt16) -> Outcome {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_ADDRCONFIG
    var list: UnsafeMutablePointer<addrinfo>?
    let result = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard result == 0 else { return .failed(result) }
    defer { unsafe freeaddrinfo(list) }
    var endpoints: [Endpoint] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let endpoint = unsafe endpoint(of: entry.pointee), !endpoints.contains(endpoint) {
        endpoints.append(endpoint)
      }
      unsafe next = entry.pointee.ai_next
    }
    return .found(endpoints)
  }

  private static func endpoint(of entry: addrinfo) -> Endpoint? {
    guard let address = unsafe entry.ai_addr else { return nil }
    var storage = sockaddr_storage()
    let length = unsafe min(Int(entry.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
    unsafe withUnsafeMutableBytes(of: &storage) {
      unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: length))
    }
    return Endpoint(storage, length: socklen_t(length))
  }
}
