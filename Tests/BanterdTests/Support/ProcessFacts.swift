import Foundation
import Glibc
import Testing

/// What the kernel says of a process (proc(5)).
struct ProcessFacts {
  let pid: pid_t

  /// Memory that it has in use, in KiB.
  var memory: Int { get throws { try status("VmRSS:") } }

  /// The most that it ever had in use, in KiB.
  var peakMemory: Int { get throws { try status("VmHWM:") } }

  /// Memory of its own that it has asked for, whether or not it is in use, in KiB.
  var dataMemory: Int { get throws { try status("VmData:") } }

  var descriptorCount: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count) ?? 0
  }

  /// The time it has been running on a processor, in seconds.
  var processorTime: Double {
    get throws {
      let text = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
      let fields = try #require(text.split(separator: ")").last).split(separator: " ")
      let ticks = try #require(Int(fields[11])) + #require(Int(fields[12]))
      return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
  }

  /// The soft and the hard limit of descriptors.
  var descriptorLimits: [Int] {
    get throws {
      let text = try String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("Max open files") })
      return line.split(separator: " ").compactMap { Int($0) }
    }
  }

  private func status(_ field: String) throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(field) })
    return try #require(
      line.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) })
  }
}

extension TestRouter {
  var facts: ProcessFacts { ProcessFacts(pid: pid) }
}
