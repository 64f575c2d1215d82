import Foundation
import Glibc

/// A program that a test runs beside it; it is killed with this object.
///
/// Foundation's `Process` won't do: it reads past the end of the list of this program's open files where they are a
/// thousand, and crashes now and then; it starts programs with most signals blocked, and takes one that left a child
/// behind for running.
package final class TestProcess {
  /// It could not be started.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Where what a program writes goes, or what it reads comes from.
  package enum Stream {
    /// Nothing comes, and what goes there is nobody's.
    case null
    /// An open descriptor, which stays the caller's.
    case descriptor(Int32)
  }

  package let id: Int32
  private var ended: Int32?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name to be found on PATH.
  ///   - arguments: Without the program's own name.
  ///   - environment: All its variables; nil for those of the test.
  ///   - input: What it reads.
  ///   - output: Where its standard output goes.
  ///   - errors: Where its standard error goes.
  /// - Throws: `Failure`, with the reason.
  package init(
    _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    input: Stream = .null, output: Stream = .null, errors: Stream = .null
  ) throws {
    let null = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(null) }
    let descriptors = [input, output, errors].map { stream in
      switch stream {
      case .null: null
      case .descriptor(let number): number
      }
    }
    id = try Self.spawn([program] + arguments, environment: environment, descriptors: descriptors)
  }

  deinit { kill() }

  package var isRunning: Bool {
    if ended == nil {
      var status: Int32 = 0
      if unsafe waitpid(id, &status, WNOHANG) == id { ended = Self.code(status) }
    }
    return ended == nil
  }

  /// Waits for its end.
  ///
  /// - Returns: Its exit status, or 128 and the signal that ended it.
  @discardableResult
  package func waitForEnd() -> Int32 {
    if let ended { return ended }
    var status: Int32 = 0
    while unsafe waitpid(id, &status, 0) == -1, errno == EINTR {}
    let code = Self.code(status)
    ended = code
    return code
  }

  /// Sends it a signal, while it runs.
  package func send(_ signal: Int32) {
    if isRunning { _ = Glibc.kill(id, signal) }
  }

  /// Ends it at once, as a crash would.
  package func kill() {
    send(SIGKILL)
    waitForEnd()
  }

  /// The exit status of what `waitpid` answered, or 128 and a signal: its macros are none of Swift's.
  package static func code(_ status: Int32) -> Int32 {
    status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  // MARK: To the end

  package struct Outcome {
    /// The exit status, or 128 and the signal that ended it.
    package let status: Int32
    package let output: String
    package let errors: String
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name to be found on PATH.
  ///   - arguments: Without the program's own name.
  ///   - environment: All its variables; nil for those of the test.
  /// - Returns: How it ended and what it wrote.
  /// - Throws: `Failure` where it could not be started.
  @discardableResult
  package static func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil
  ) throws -> Outcome {
    let files = [try unnamedFile(), try unnamedFile()]
    defer { for file in files { close(file) } }
    let child = try TestProcess(
      program, arguments, environment: environment, output: .descriptor(files[0]),
      errors: .descriptor(files[1]))
    let status = child.waitForEnd()
    let texts = files.map { file in
      lseek(file, 0, SEEK_SET)
      let data = try? FileHandle(fileDescriptor: file).readToEnd()
      return String(decoding: data ?? Data(), as: UTF8.self)
    }
    return Outcome(status: status, output: texts[0], errors: texts[1])
  }

  private static func unnamedFile() throws -> Int32 {
    var path = Array((NSTemporaryDirectory() + "/banter-XXXXXX").utf8CString)
    let file = unsafe mkstemp(&path)
    guard file >= 0 else { throw Failure(description: "no temporary file: \(reason(errno))") }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unsafe unlink(&path)
    return file
  }

  // MARK: Starting

  /// Starts a program with these descriptors as its first ones and no others, no signal blocked and none ignored.
  ///
  /// - Parameters:
  ///   - words: The program, as above, and its arguments.
  ///   - environment: All its variables; nil for those of the test.
  ///   - descriptors: What it finds as 0, 1, 2 and so on.
  /// - Returns: Its number, which is the caller's to wait for.
  /// - Throws: `Failure`.
  package static func spawn(
    _ words: [String], environment: [String: String]? = nil, descriptors: [Int32]
  ) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    // What another test has open at the moment, and not marked yet, is none of this program's.
    for number in Int32(descriptors.count)..<1_024 {
      unsafe posix_spawn_file_actions_addclose(&actions, number)
    }
    var attributes = ordinarySignals()
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    let variables =
      unsafe (environment ?? ProcessInfo.processInfo.environment)
      .map { unsafe strdup("\($0)=\($1)") } + [nil]
    defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
    var id: Int32 = 0
    let result = unsafe posix_spawnp(
      &id, words[0], &actions, &attributes, arguments, variables)
    guard result == 0 else {
      throw Failure(
        description:
          "\(words[0]) cannot be started: \(reason(result)); `make deps` installs what is missing")
    }
    return id
  }

  /// None blocked, as the threads of a test runner have it, and a broken pipe as it is for everybody.
  private static func ordinarySignals() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    return attributes
  }

  private static func reason(_ error: Int32) -> String {
    unsafe String(cString: strerror(error))
  }
}
