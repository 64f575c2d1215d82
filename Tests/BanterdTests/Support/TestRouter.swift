import Foundation
import Glibc
import TestSupport
import Testing

/// A real `banterd` on a free port of the loopback; it ends with the test, whatever happens to that.
final class TestRouter {
  let pid: pid_t
  /// What it said at its start, a line for each listener.
  private(set) var lines: [String] = []
  /// The folder where it keeps what outlives it.
  let state: String
  private let ownState: TemporaryFile?
  private var input: Int32
  private let logPath: String
  private var output: Int32
  private var status: Int32?

  /// Starts it.
  ///
  /// - Parameters:
  ///   - arguments: Without `--listen` it listens at 127.0.0.1, at a free port; without `--rate` there is no limit;
  ///     without `--state` it has a folder of its own, which goes with it.
  ///   - descriptors: Its hard limit of descriptors; nil for what the test has.
  ///   - softDescriptors: Its soft limit of descriptors, where that is another.
  ///   - errorDescriptor: Its standard error; nil for a file that `log` reads.
  ///   - listeners: How many lines to wait for.
  /// - Throws: What a requirement of the test throws.
  convenience init(
    _ arguments: String..., descriptors: Int? = nil, softDescriptors: Int? = nil,
    errorDescriptor: Int32? = nil, listeners: Int = 1
  ) throws {
    try self.init(
      list: arguments, descriptors: descriptors, softDescriptors: softDescriptors,
      errorDescriptor: errorDescriptor,
      listeners: listeners)
  }

  /// Starts it with its arguments in a list.
  ///
  /// - Parameters:
  ///   - arguments: As above.
  ///   - launcher: A program and its arguments that becomes the router.
  ///   - descriptors: As above.
  ///   - softDescriptors: As above.
  ///   - errorDescriptor: As above.
  ///   - listeners: As above.
  ///   - environment: Assignments of a shell, such as `LISTEN_PID=$$`: its number stays the router's.
  ///   - inherited: A descriptor that it finds as number 3.
  ///   - addsListen: False where a file says where to listen.
  /// - Throws: What a requirement of the test throws.
  init(
    list arguments: [String], launcher: [String] = [], descriptors: Int? = nil,
    softDescriptors: Int? = nil, errorDescriptor: Int32? = nil,
    listeners: Int = 1, environment: String? = nil, inherited: Int32? = nil,
    addsListen: Bool = true
  ) throws {
    let (inputEnd, input) = try Self.pipe()
    let (output, outputEnd) = try Self.pipe()
    logPath = NSTemporaryDirectory() + "/banterd-\(UUID().uuidString).log"
    let logFile = unsafe open(logPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    var all = launcher + [Self.binary] + arguments + ["--exit-with-stdin"]
    if !arguments.contains("--config") { all += ["--config", "/dev/null"] }
    if !arguments.contains("--rate") { all += ["--rate", "unlimited"] }
    let given = arguments.firstIndex(of: "--state").map { arguments[$0 + 1] }
    ownState = given == nil ? TemporaryFile() : nil
    state = given ?? ownState?.path ?? ""
    if given == nil { all += ["--state", state] }
    if addsListen, !arguments.contains("--listen") { all += ["--listen", "127.0.0.1:0"] }
    if let descriptors {
      let soft = softDescriptors ?? descriptors
      let limits = "ulimit -Sn \(soft) && ulimit -Hn \(descriptors)"
      all = ["/bin/sh", "-c", "\(limits) && exec \"$@\"", "sh"] + all
    }
    if let environment { all = ["/bin/sh", "-c", "\(environment) exec \"$@\"", "sh"] + all }
    let streams =
      [inputEnd, outputEnd, errorDescriptor ?? logFile] + (inherited.map { [$0] } ?? [])
    pid = try TestProcess.spawn(all, descriptors: streams)
    for end in [inputEnd, outputEnd, logFile] { close(end) }
    (self.input, self.output) = (input, output)
    for _ in 0..<listeners {
      guard let line = readLine() else { break }
      lines.append(line)
    }
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      _ = waitpid(pid, nil, 0)
    }
    for end in [input, output] where end >= 0 { close(end) }
    _ = unsafe unlink(logPath)
  }

  /// The program beside the one that runs the tests.
  static var binary: String {
    let program =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: program).deletingLastPathComponent().path + "/banterd"
  }

  /// The port of the first listener.
  var port: UInt16 {
    get throws {
      let text = try #require(lines.first?.split(separator: ":").last)
      return try #require(UInt16(text))
    }
  }

  var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

  /// The codes of all closes in the log, in their order.
  var closeCodes: [String] {
    log.split(separator: "\n").filter { $0.contains(" msg=closed ") }.compactMap { line in
      line.split(separator: " ").first { $0.hasPrefix("code=") }.map { String($0.dropFirst(5)) }
    }
  }

  func client(_ kind: TestClient.Kind = .json) throws -> TestClient {
    try TestClient(kind, port: try port)
  }

  /// A client from a certain address of the loopback.
  func client(from source: UInt32) throws -> TestClient {
    try TestClient(.json, port: try port, from: source)
  }

  func send(_ signal: Int32) { kill(pid, signal) }

  func closeInput() {
    close(input)
    input = -1
  }

  /// Waits until the log holds a text; false where it does not in time.
  func hasLogged(_ text: String) -> Bool {
    Deadline.wait { log.contains(text) }
  }

  /// Waits for the end: its status, or 128 and the signal that ended it; nil where it does not end in time.
  func waitForExit() -> Int32? {
    _ = Deadline.wait { [self] in
      var raw: Int32 = 0
      guard status == nil, unsafe waitpid(pid, &raw, WNOHANG) == pid else { return status != nil }
      status = TestProcess.code(raw)
      return true
    }
    return status
  }

  private func readLine() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe read(output, &byte, 1) == 1 {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }

  private static func pipe() throws -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(unsafe Glibc.pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
