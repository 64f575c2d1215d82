import Foundation

/// Programs of the machine, some of which may be missing.
enum Tool {
  static func exists(_ name: String) -> Bool {
    run("/bin/sh", "-c", "command -v \(name)").status == 0
  }

  /// Runs a program to its end; what it wrote to standard output and to standard error.
  @discardableResult
  static func run(_ program: String, _ arguments: String...) -> (
    status: Int32, output: String, error: String
  ) {
    run(program, list: arguments)
  }

  static func run(_ program: String, list arguments: [String]) -> (
    status: Int32, output: String, error: String
  ) {
    let (output, error) = (TemporaryFile(), TemporaryFile())
    var actions = unsafe posix_spawn_file_actions_t()
    _ = unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in [(Int32(1), output), (2, error)] {
      _ = unsafe posix_spawn_file_actions_addopen(
        &actions, number, file.path, O_CREAT | O_WRONLY, 0o600)
    }
    var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe words.indices { unsafe free(words[index]) } }
    var pid: pid_t = 0
    guard unsafe posix_spawn(&pid, program, &actions, nil, &words, environ) == 0 else {
      return (127, "", "")
    }
    var status: Int32 = 0
    _ = unsafe waitpid(pid, &status, 0)
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    return (code, text(of: output), text(of: error))
  }

  private static func text(of file: TemporaryFile) -> String {
    (try? String(contentsOfFile: file.path, encoding: .utf8)) ?? ""
  }
}
