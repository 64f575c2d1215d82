import Foundation
import TestSupport

/// An input method server that a test starts, kills and starts again: see `Tests/XimServer`.
enum XimServer {
  /// What XMODIFIERS names it.
  static let modifiers = "@im=banter-test"

  /// Starts it and waits until clients can find it.
  ///
  /// With the option "inside" it has clients draw what is composed.
  static func start(on server: VirtualServer, _ options: String...) throws -> TestTool {
    let tool = try server.start(try program.get(), options)
    while !tool.text.hasPrefix("ready\n") {
      guard tool.isRunning else { throw CocoaError(.executableLoad) }
      usleep(1000)
    }
    return tool
  }

  private static let program = Result { try compile() }

  /// Compiles it into the build's folder, which needs libxcb-imdkit-dev.
  private static func compile() throws -> String {
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let source = project.appending(path: "Tests/XimServer/xim-server.c").path
    let program = project.appending(path: ".build/xim-server").path
    let command = "cc -o \"$1\" \"$0\" $(pkg-config --cflags --libs xcb-imdkit xcb)"
    let outcome = try TestProcess.run("/bin/sh", ["-c", command, source, program])
    guard outcome.status == 0 else { throw CocoaError(.executableNotLoadable) }
    return program
  }
}
