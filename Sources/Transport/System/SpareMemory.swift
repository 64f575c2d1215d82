internal import CLinux
internal import Glibc

/// Memory that the process holds and does not need just now.
package enum SpareMemory {
  /// Bytes of `/proc/self/maps` that are read: about a hundred bytes a mapping.
  private static let mapsLimit = 1 << 20

  /// Gives back what is free in the heap, and the pages of programs and libraries that were touched.
  ///
  /// Most of the code that a start touches, and of the tables that the loader reads, is never needed again. The kernel
  /// keeps it mapped all the same, and counts it; let go, it is a file's pages that come back when they are touched:
  /// sixteen at a time, in a microsecond or two. Nobody writes there, so nothing is lost; but for a debugger's
  /// breakpoints, which are writes to code.
  ///
  /// The corresponding C functions are `malloc_trim` and `madvise`.
  package static func giveBack() {
    let unwritten = unwritten()
    _ = malloc_trim(0)
    for range in unwritten {
      guard let start = unsafe UnsafeMutableRawPointer(bitPattern: range.lowerBound) else {
        continue
      }
      unsafe madvise(start, range.count, MADV_DONTNEED)
    }
  }

  /// Where files' code is mapped, and their beginnings, where the tables are (proc_pid_maps(5)).
  ///
  /// What can only be read further on may have been written before: addresses that the loader filled in.
  private static func unwritten() -> [Range<UInt>] {
    guard let maps = try? TextFile.read("/proc/self/maps", limit: mapsLimit) else { return [] }
    return maps.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count > 5, fields[5].hasPrefix("/"),
        fields[1] == "r-xp" || fields[1] == "r--p" && UInt(fields[2], radix: 16) == 0
      else { return nil }
      let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
  }
}
