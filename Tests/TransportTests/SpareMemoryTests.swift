import Foundation
import Synchronization
import Testing
import Transport

@Suite(.serialized) struct SpareMemoryTests {
  /// KiB of this process's own code that are mapped just now (proc_pid_smaps(5)).
  private func mappedCode() throws -> Int {
    let maps = try String(contentsOfFile: "/proc/self/smaps", encoding: .utf8)
    var (isCode, sum) = (false, 0)
    for line in maps.split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields.count > 5, fields[1].count == 4 {
        isCode = fields[1] == "r-xp" && fields[5].hasPrefix("/")
      }
      if isCode, fields[0] == "Rss:" { sum += Int(fields[1]) ?? 0 }
    }
    return sum
  }

  @Test func codeThatIsNotRunningIsLetGoAndComesBack() throws {
    let texts = (0..<1_000).map { "\($0): 👩‍👩‍👧 שלום".uppercased() }
    let before = try mappedCode()
    SpareMemory.giveBack()
    let after = try mappedCode()
    #expect(before > 1_000)
    #expect(after < before / 2, "\(before) KiB, then \(after)")
    #expect(texts == (0..<1_000).map { "\($0): 👩‍👩‍👧 שלום".uppercased() })
  }

  /// What is mapped while the list of mappings is being made or worked through is nobody's to let go.
  @Test func whatAnotherThreadMapsMeanwhileIsKept() {
    let lost = Atomic(0)
    let isOver = Atomic(false)
    DispatchQueue.concurrentPerform(iterations: 2) { number in
      if number == 0 {
        for _ in 0..<2_000 { SpareMemory.giveBack() }
        isOver.store(true, ordering: .relaxed)
        return
      }
      while !isOver.load(ordering: .relaxed) {
        if !MappedByTurns.keepsWhatIsWritten() { lost.add(1, ordering: .relaxed) }
      }
    }
    #expect(lost.load(ordering: .relaxed) == 0)
  }
}

/// One place in memory that is a file's for a moment and then a thread's own, as where a font is closed.
private enum MappedByTurns {
  private static let size = 256 << 10

  static func keepsWhatIsWritten() -> Bool {
    guard let file = unsafe fopen("/proc/self/exe", "rb") else { return false }
    let asFile = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, fileno(file), 0)
    unsafe fclose(file)
    usleep(100)
    _ = unsafe munmap(asFile, size)
    let own = unsafe mmap(
      asFile, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let own = unsafe own else { return false }
    defer { _ = unsafe munmap(own, size) }
    unsafe memset(own, 0x5a, size)
    usleep(100)
    let bytes = unsafe UnsafeRawBufferPointer(start: own, count: size)
    return stride(from: 0, to: size, by: 4_096).allSatisfy { unsafe bytes[$0] == 0x5a }
  }
}
