internal import SystemPackage
internal import Transport

/// A `banterd` that this program started.
///
/// It tells its address and its key on the first two lines of its standard output, as `banterd` does.
final class RouterProcess {
  /// Whether the router ends with this program or goes on.
  enum Lifetime {
    /// Ends with this program, however that ends; its log is not kept.
    case withThisProgram
    /// Goes on; its log is added to `banterd.log` in the state folder.
    case untilStopped
  }

  enum Failure: Error, CustomStringConvertible {
    case notInstalled
    case notStarted(Errno)
    case unheard(Errno)
    case ended(log: String?)

    var description: String {
      switch self {
      case .notInstalled:
        "There is no banterd beside this program nor in PATH. Install it, or give another router."
      case .notStarted(let error):
        "banterd could not be started: \(error)."
      case .unheard(let error):
        "banterd was started, but what it says cannot be read: \(error)."
      case .ended(let log):
        "banterd ended at once." + (log.map { " Its reasons are in \($0)." } ?? "")
      }
    }
  }

  /// More than the lines that are waited for, in bytes.
  private static let outputLimit = 4096

  private let child: ChildProcess
  private let loop: EventLoop
  private let log: String?
  private var watch: Watch?
  private var end: ChildEnd?
  private var output: [UInt8] = []
  private var completion: ((Result<StartedRouter, Failure>) -> Void)?

  /// Starts a router and says where it listens, and with which key.
  ///
  /// - Parameters:
  ///   - listen: `ADDRESS:PORT`; port 0 takes a free one.
  ///   - lifetime: Whether it ends with this program.
  ///   - loop: The loop that calls `completion`.
  ///   - completion: Called once.
  /// - Throws: Why it could not be started.
  init(
    listen: String, lifetime: Lifetime, on loop: EventLoop,
    completion: @escaping (Result<StartedRouter, Failure>) -> Void
  ) throws(Failure) {
    guard let path = HostEnvironment.program(named: "banterd") else { throw .notInstalled }
    self.loop = loop
    self.completion = completion
    do throws(Errno) {
      switch lifetime {
      case .withThisProgram:
        log = nil
        child = try ChildProcess(
          path: path,
          // What the machine's own router is told in its file is not for this one.
          arguments: [
            "--config", "/dev/null", "--listen", listen, "--log-level", "error",
            "--exit-with-stdin", "--in-memory",
          ])
      case .untilStopped:
        let file = try HostEnvironment.stateFolder() + "/banterd.log"
        log = file
        child = try ChildProcess(
          path: path, arguments: ["--config", "/dev/null", "--listen", listen], errorLog: file,
          isDetached: true)
      }
    } catch {
      throw .notStarted(error)
    }
    reapWhenEnded()
    watch = loop.watch(child.outputDescriptor, for: .readable) { [unowned self] _ in readLines() }
  }

  deinit {
    if let watch { loop.unwatch(watch) }
  }

  /// Sees that nothing of the router stays behind when it ends before this program.
  private func reapWhenEnded() {
    do throws(Errno) {
      end = try ChildEnd(of: child.processID, on: loop)
    } catch {
      // A kernel before 5.3: what is left of an ended router goes with this program.
      end = nil
    }
  }

  private func readLines() {
    do throws(Errno) {
      let part = try child.readOutput(upTo: 4096)
      output += part
      let lines = String(decoding: output, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if let started = StartedRouter(lines: Array(lines)) {
        finish(with: .success(started))
      } else if part.isEmpty || output.count > RouterProcess.outputLimit {
        finish(with: .failure(.ended(log: log)))
      }
    } catch {
      finish(with: .failure(.unheard(error)))
    }
  }

  private func finish(with result: Result<StartedRouter, Failure>) {
    if let watch { loop.unwatch(watch) }
    watch = nil
    let answer = completion
    completion = nil
    answer?(result)
  }
}
