internal import Glibc
package import struct SystemPackage.Errno

/// A program started by this one, with a pipe from its standard output.
///
/// One that is not detached has a pipe to its standard input too: a child that watches it ends with
/// this process, however that ends, since the kernel closes the pipe then.
package final class ChildProcess {
  package let processID: Int32
  private let output: FileDescriptor
  private let input: FileDescriptor?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: Without the program's own name.
  ///   - errorLog: The file that its standard error is added to, made with mode 0600; nil shares ours.
  ///   - isDetached: Whether it is in a session of its own, with `/dev/null` as its standard input,
  ///     so that it outlives this process.
  /// - Throws: Why the program was not started.
  ///
  /// The corresponding C function is `posix_spawn`.
  package init(
    path: String, arguments: [String], errorLog: String? = nil, isDetached: Bool = false
  ) throws(Errno) {
    let fromChild = try Pipe()
    let toChild = try Pipe()
    let plan = try SpawnPlan(inNewSession: isDetached)
    if isDetached {
      try plan.open("/dev/null", as: STDIN_FILENO, flags: O_RDONLY)
    } else {
      try plan.duplicate(toChild.reading, as: STDIN_FILENO)
    }
    try plan.duplicate(fromChild.writing, as: STDOUT_FILENO)
    if let errorLog {
      try plan.open(errorLog, as: STDERR_FILENO, flags: O_WRONLY | O_CREAT | O_APPEND)
    }
    processID = try plan.spawn(path, arguments)
    output = fromChild.keepReading()
    input = isDetached ? nil : toChild.keepWriting()
  }

  /// The number of the pipe from the child's standard output, to be watched for reading.
  package var outputDescriptor: Int32 { output.rawValue }

  /// Reads what the child has written; call it when the loop says that there is something.
  ///
  /// - Parameter limit: The most bytes to take.
  /// - Returns: The bytes; none at the end of the output.
  /// - Throws: Why nothing could be read.
  ///
  /// The corresponding C function is `read`.
  package func readOutput(upTo limit: Int) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try systemCall { unsafe read(output.rawValue, &bytes, limit) }
    bytes.removeLast(limit - count)
    return bytes
  }
}
