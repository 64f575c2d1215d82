internal import CLinux
internal import Glibc

/// Memory that the process holds and does not need just now.
package enum SpareMemory {
  /// Gives back what is free in the heap, and the pages of programs and libraries that were touched.
  ///
  /// Most of the code that a start touches, and of the tables that the loader reads, is never needed again. The kernel
  /// keeps it mapped all the same, and counts it; let go, it is a file's pages that come back when they are touched:
  /// sixteen at a time, in a microsecond or two. Nobody writes there, so nothing is lost; but for a debugger's
  /// breakpoints, which are writes to code.
  ///
  /// Other threads may map and unmap meanwhile: the loader, which is asked what it has loaded, unloads nothing until it
  /// has told all. (`/proc/self/maps` may be out of date as soon as it is read, and what is there now be another
  /// thread's stack.)
  ///
  /// The corresponding C functions are `malloc_trim`, `dl_iterate_phdr` and `madvise`.
  package static func giveBack() {
    _ = malloc_trim(0)
    _ = unsafe dl_iterate_phdr(
      { object, _, _ in
        if let object = unsafe object?.pointee { unsafe SpareMemory.giveBack(object) }
        return 0
      }, nil)
  }

  /// Lets go of the whole pages of a program or library that nobody writes into.
  private static func giveBack(_ object: banter_loaded) {
    let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
    let count = unsafe Int(object.segment_count)
    for index in 0..<count {
      guard let segment = unsafe object.segments?[index], segment.p_type == UInt32(PT_LOAD),
        segment.p_flags & UInt32(PF_W) == 0
      else { continue }
      let base = unsafe UInt(object.address) + UInt(segment.p_vaddr)
      let start = (base + page - 1) / page * page
      let end = (base + UInt(segment.p_filesz)) / page * page
      guard start < end, let pages = unsafe UnsafeMutableRawPointer(bitPattern: start) else {
        continue
      }
      unsafe madvise(pages, Int(end - start), MADV_DONTNEED)
    }
  }
}
