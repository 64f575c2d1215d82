internal import CLinux
internal import Glibc

/// Memory that the process holds and does not need just now.
package enum SpareMemory {
  /// Bytes of `/proc/self/maps` that are read: about a hundred bytes a mapping.
  private static let mapsLimit = 1 << 20

  /// Gives back what is free in the heap, and the pages of code that were touched.
  ///
  /// Most of the code that a start touches is never needed again. The kernel keeps it mapped all the same, and counts
  /// it; let go, it is a file's pages that come back when they are touched: sixteen at a time, in a microsecond or two.
  /// Code is never written to, so nothing is lost; but for a debugger's breakpoints, which are writes to it.
  ///
  /// The corresponding C functions are `malloc_trim` and `madvise`.
  package static func giveBack() {
    let code = code()
    _ = malloc_trim(0)
    for range in code {
      guard let start = unsafe UnsafeMutableRawPointer(bitPattern: range.lowerBound) else {
        continue
      }
      unsafe madvise(start, range.count, MADV_DONTNEED)
    }
  }

  /// Where files' code is mapped, to be run and not to be written (proc_pid_maps(5)).
  private static func code() -> [Range<UInt>] {
    guard let maps = try? TextFile.read("/proc/self/maps", limit: mapsLimit) else { return [] }
    return maps.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count > 5, fields[1] == "r-xp", fields[5].hasPrefix("/") else { return nil }
      let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
  }
}
