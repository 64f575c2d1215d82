import Foundation

/// Where this checkout's scripts and the programs under test are.
enum Checkout {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of `banter` and `banterd`: beside the test bundle, or where BANTER_BINARIES says.
  static let binaries: URL = {
    if let folder = ProcessInfo.processInfo.environment["BANTER_BINARIES"] {
      return URL(fileURLWithPath: folder)
    }
    return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
  }()

  static let banter = binaries.appendingPathComponent("banter").path
  static let banterd = binaries.appendingPathComponent("banterd").path

  static let checkerClient = binaries.appendingPathComponent("checker-client").path

  static func script(_ path: String) -> String {
    folder.appendingPathComponent("Tests/" + path).path
  }
}
