import Foundation
import Testing
import Transport

@Suite struct SpareMemoryTests {
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
}
