import Foundation

/// An `xdg-open` of the test's own: what it was started with is kept in a file each time.
struct Browser {
  /// What one start found.
  struct Start: Equatable {
    var arguments: [String]
    /// Where its standard input, output and errors go.
    var streams: [String]
    /// The sockets that it was handed down, as the kernel names them.
    var sockets: Set<String>
    /// Whether it leads a session of its own.
    var leadsSession: Bool
  }

  private let folder: URL
  private let log: URL

  /// Makes one.
  ///
  /// - Parameters:
  ///   - status: What it exits with.
  ///   - desk: It is kept in its folder.
  /// - Throws: Why it cannot be written.
  init(exitingWith status: Int = 0, desk: Desk) throws {
    folder = desk.folder.appendingPathComponent("browser-\(UUID().uuidString)")
    log = folder.appendingPathComponent("log")
    try FileManager.default.createDirectory(at: log, withIntermediateDirectories: true)
    let script = """
      #!/usr/bin/env python3
      import json, os, sys
      fds = {int(n): os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
             if os.path.exists(f"/proc/self/fd/{n}")}
      start = {"arguments": sys.argv[1:], "streams": [fds.get(n, "") for n in range(3)],
               "sockets": sorted({v for v in fds.values() if v.startswith("socket:")}),
               "leadsSession": os.getsid(0) == os.getpid()}
      number = len(os.listdir("\(log.path)"))
      with open("\(folder.path)/new", "w") as file: json.dump(start, file)
      os.rename("\(folder.path)/new", f"\(log.path)/{number}")
      sys.exit(\(status))
      """
    let program = folder.appendingPathComponent("xdg-open").path
    try Data(script.utf8).write(to: URL(fileURLWithPath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
  }

  /// What finds it first, as `env` takes it.
  var environment: [String] {
    ["PATH=\(folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"]
  }

  /// The sockets of this process, as the kernel names them.
  static func ownSockets() throws -> Set<String> {
    let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    return Set(
      names.compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
      }.filter { $0.hasPrefix("socket:") })
  }

  /// What all starts found, in their order.
  var starts: [Start] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: log.path)) ?? []
    return names.compactMap(Int.init).sorted().compactMap { number in
      guard let data = try? Data(contentsOf: log.appendingPathComponent("\(number)")) else {
        return nil
      }
      return try? JSONDecoder().decode(Start.self, from: data)
    }
  }
}

extension Browser.Start: Decodable {}
