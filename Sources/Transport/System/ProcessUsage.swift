internal import Glibc

/// What another process has used, as the kernel tells in `/proc`.
package enum ProcessUsage {
  /// Processor time of all its present threads in nanoseconds; nil where there is no such process.
  ///
  /// Source: `schedstat`, the kernel's Documentation/scheduler/sched-stats.rst.
  package static func processorNanoseconds(of pid: Int32) -> Int64? {
    let folder = "/proc/\(pid)/task"
    guard let threads = names(in: folder), !threads.isEmpty else { return nil }
    return threads.reduce(0) { sum, thread in
      let text = contents(of: "\(folder)/\(thread)/schedstat")
      return sum + (text.split(separator: " ").first.flatMap { Int64($0) } ?? 0)
    }
  }

  /// The memory that is its own, in KiB: what it shares with no other process's mapping of a file.
  package static func anonymousKiB(of pid: Int32) -> Int64? {
    contents(of: "/proc/\(pid)/status").split(separator: "\n")
      .first { $0.hasPrefix("RssAnon:") }
      .flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first }
      .flatMap { Int64($0) }
  }

  /// The names of a folder that begin with a digit.
  private static func names(in path: String) -> [String]? {
    guard let folder = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.first?.isNumber ?? false { names.append(name) }
    }
    return names
  }

  /// The beginning of a file; empty where it can't be read.
  private static func contents(of path: String) -> String {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return "" }
    defer { _ = close(number) }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe read(number, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
