internal import Glibc

/// What the process uses of its machine.
package struct ResourceUse: Equatable, Sendable {
  /// How many descriptors are open; nil where the kernel doesn't tell (before Linux 6.2).
  package let descriptors: Int?
  /// How many descriptors may be open.
  package let descriptorLimit: Int
  /// Processor time, all of it since the start, in microseconds.
  package let processorMicroseconds: Int
  /// Memory that is resident, in bytes.
  package let residentBytes: Int

  /// Asks the kernel, in a time that doesn't grow with the number of connections.
  ///
  /// The corresponding C functions are `stat`, `getrlimit` and `getrusage`.
  package static func now() -> ResourceUse {
    var limit = rlimit()
    unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return ResourceUse(
      descriptors: openDescriptors(), descriptorLimit: Int(clamping: limit.rlim_cur),
      processorMicroseconds: microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
      residentBytes: residentPages() * Int(sysconf(Int32(_SC_PAGESIZE))))
  }

  /// The size of the folder is the number of descriptors (proc_pid_fd(5)): listing it would take milliseconds.
  private static func openDescriptors() -> Int? {
    var status = stat()
    guard unsafe stat("/proc/self/fd", &status) == 0, status.st_size > 0 else { return nil }
    return Int(status.st_size)
  }

  /// The second number of the file (proc_pid_statm(5)).
  private static func residentPages() -> Int {
    guard let text = try? TextFile.read("/proc/self/statm", limit: 256) else { return 0 }
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  }

  private static func microseconds(_ time: timeval) -> Int {
    time.tv_sec * 1_000_000 + Int(time.tv_usec)
  }
}
