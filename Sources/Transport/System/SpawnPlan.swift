internal import CLinux
internal import Glibc
internal import struct SystemPackage.Errno

/// What a program to be started finds: its three standard descriptors and its session.
@safe
final class SpawnPlan {
  private var actions = unsafe posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()

  /// POSIX_SPAWN_SETSID of spawn.h, which the Glibc module hides (it stands under _GNU_SOURCE).
  private static let newSession: Int32 = 0x80

  init(inNewSession: Bool) throws(Errno) {
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    // This program blocks the signals that it hears of through signalfd; a child starts with none blocked.
    var nothingBlocked = sigset_t()
    unsafe sigemptyset(&nothingBlocked)
    try SpawnPlan.check(unsafe posix_spawnattr_setsigmask(&attributes, &nothingBlocked))
    // And it ignores SIGPIPE, which a program has to want itself.
    var usual = nothingBlocked
    unsafe sigaddset(&usual, SIGPIPE)
    try SpawnPlan.check(unsafe posix_spawnattr_setsigdefault(&attributes, &usual))
    let flags =
      POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (inNewSession ? SpawnPlan.newSession : 0)
    try SpawnPlan.check(unsafe posix_spawnattr_setflags(&attributes, Int16(flags)))
  }

  deinit {
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
  }

  func duplicate(_ descriptor: Int32, as number: Int32) throws(Errno) {
    try SpawnPlan.check(
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, number))
  }

  func open(_ path: String, as number: Int32, flags: Int32) throws(Errno) {
    try SpawnPlan.check(
      unsafe posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600))
  }

  /// Starts the program and returns its process number.
  func spawn(_ path: String, _ arguments: [String]) throws(Errno) -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = unsafe ([path] + arguments).map {
      unsafe strdup($0)
    }
    defer { unsafe words.forEach { unsafe free($0) } }
    unsafe words.append(nil)
    var processID: Int32 = 0
    try SpawnPlan.check(
      unsafe posix_spawn(&processID, path, &actions, &attributes, &words, environ))
    return processID
  }

  /// These functions return the error instead of setting errno (posix_spawn(3)).
  private static func check(_ result: Int32) throws(Errno) {
    guard result == 0 else { throw Errno(rawValue: result) }
  }
}
