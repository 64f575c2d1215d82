internal import Glibc
package import struct SystemPackage.Errno

/// Where this program is and who runs it.
package enum HostEnvironment {
  /// The value of an environment variable; nil where it is not set or empty.
  ///
  /// The corresponding C function is `getenv`.
  package static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The value of an environment variable, which is taken out of the environment; nil where it is not set or empty.
  ///
  /// Call it before a second thread is started. The corresponding C function is `unsetenv`.
  package static func takeVariable(_ name: String) -> String? {
    defer { _ = unsafe unsetenv(name) }
    return variable(name)
  }

  /// Whether this is the system's own user.
  package static var isRoot: Bool { user == 0 }

  /// The number of the user that this program runs as.
  ///
  /// The corresponding C function is `geteuid`.
  package static var user: UInt32 { geteuid() }

  /// The name of this machine, as it knows itself.
  ///
  /// The corresponding C function is `gethostname`.
  package static func hostName() -> String? {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether standard error goes to systemd's journal (systemd.exec(5), JOURNAL_STREAM).
  package static func isLoggingToJournal() -> Bool {
    var status = stat()
    guard let stream = variable("JOURNAL_STREAM"), unsafe fstat(2, &status) == 0 else {
      return false
    }
    return stream == "\(status.st_dev):\(status.st_ino)"
  }

  /// The name that the user logged in with, from the password database.
  ///
  /// The corresponding C function is `getpwuid_r`.
  package static func loginName() -> String? {
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    unsafe getpwuid_r(getuid(), &entry, &buffer, buffer.count, &found)
    guard unsafe found != nil, let name = unsafe entry.pw_name else { return nil }
    return unsafe String(cString: name)
  }

  /// The file of a program that lies beside this one, or else in a folder of PATH.
  package static func program(named name: String) -> String? {
    var folders = (variable("PATH") ?? "").split(separator: ":").map(String.init)
    if let own = ownFolder() { folders.insert(own, at: 0) }
    return folders.map { $0 + "/" + name }.first { unsafe access($0, X_OK) == 0 }
  }

  /// The folder for what the program keeps of a user: `$XDG_STATE_HOME/banter`, made where it is missing.
  ///
  /// Source: the XDG Base Directory Specification.
  package static func stateFolder() throws(Errno) -> String {
    let home = variable("HOME") ?? "/"
    let base = variable("XDG_STATE_HOME") ?? home + "/.local/state"
    let folder = base + "/banter"
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/" + part
      do { _ = try systemCall { unsafe mkdir(path, 0o700) } } catch .fileExists { continue }
    }
    return folder
  }

  private static func ownFolder() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0, let slash = buffer[..<count].lastIndex(of: UInt8(ascii: "/")) else {
      return nil
    }
    return String(decoding: buffer[..<slash], as: UTF8.self)
  }
}
