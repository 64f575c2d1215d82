import Foundation

/// An input method of the system, with a home and a message bus of its own; all of it ends with this object.
final class RealInputMethod {
  enum Kind: String, CaseIterable {
    /// With m17n's pinyin: fcitx5, fcitx5-m17n.
    case fcitx
    /// With m17n's Cangjie: ibus, ibus-m17n, which leaves pinyin to others.
    case ibus

    /// Whether the method and what it composes with is there.
    var isInstalled: Bool {
      let needed =
        switch self {
        case .fcitx:
          ["/usr/bin/fcitx5", "/usr/share/m17n/zh-py.mim", "/usr/share/fcitx5/addon/m17n.conf"]
        case .ibus:
          [
            "/usr/bin/ibus-daemon", "/usr/libexec/ibus-engine-m17n",
            "/usr/share/m17n/zh-cangjie.mim",
          ]
        }
      return (needed + ["/usr/bin/dbus-daemon"]).allSatisfy(FileManager.default.fileExists(atPath:))
    }

    var modifiers: String { "@im=" + rawValue }
    /// What is pressed to compose 你好.
    var keys: [String] { (self == .fcitx ? "nihao" : "onfvnd").map(String.init) }
  }

  private let kind: Kind
  private let server: VirtualServer
  private let home: URL
  private let bus: TestTool
  private var method: TestTool?

  /// Writes its configuration and starts it.
  init(_ kind: Kind, on server: VirtualServer, drawsInside: Bool) throws {
    self.kind = kind
    self.server = server
    home = FileManager.default.temporaryDirectory.appending(path: "banter-" + UUID().uuidString)
    try FileManager.default.createDirectory(
      at: home.appending(path: "run"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    bus = try server.start(
      "dbus-daemon",
      ["--session", "--nofork", "--nopidfile", "--address=unix:path=\(home.path)/run/bus"])
    while !FileManager.default.fileExists(atPath: "\(home.path)/run/bus") {
      guard bus.isRunning else { throw CocoaError(.executableLoad) }
      usleep(1000)
    }
    if kind == .fcitx { try configureFcitx(drawsInside: drawsInside) }
    try start()
  }

  deinit {
    method?.kill()
    bus.kill()
    try? FileManager.default.removeItem(at: home)
  }

  private var environment: [String: String] {
    [
      "HOME": home.path, "XDG_RUNTIME_DIR": "\(home.path)/run", "LC_ALL": "C.UTF-8",
      "XDG_CONFIG_HOME": "\(home.path)/config", "XDG_DATA_HOME": "\(home.path)/data",
      "XDG_CACHE_HOME": "\(home.path)/cache", "GSETTINGS_BACKEND": "memory",
      "DBUS_SESSION_BUS_ADDRESS": "unix:path=\(home.path)/run/bus",
      // Else GTK starts a bus of its own, for what reads screens aloud, which nobody ends.
      "NO_AT_BRIDGE": "1",
    ]
  }

  private func configureFcitx(drawsInside: Bool) throws {
    let files = [
      "profile": """
      [Groups/0]
      Name=Default
      Default Layout=us
      DefaultIM=m17n_zh_py

      [Groups/0/Items/0]
      Name=m17n_zh_py

      [GroupOrder]
      0=Default

      """,
      "config": "[Behavior]\nActiveByDefault=True\n",
      "conf/m17n.conf": "EnableDeprecated=True\n",
      "conf/xim.conf": "UseOnTheSpot=\(drawsInside ? "True" : "False")\n",
    ]
    let folder = home.appending(path: "config/fcitx5")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "conf"), withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
  }

  /// Starts it, again where it was killed.
  func start() throws {
    switch kind {
    case .fcitx:
      method = try server.start(
        "fcitx5", ["--disable=wayland,notifications,clipboard"], environment: environment)
    case .ibus:
      method = try server.start(
        "ibus-daemon",
        [
          "--xim", "--panel=disable", "--emoji-extension=disable",
          "--config=/usr/libexec/ibus-memconf",
        ],
        environment: environment)
    }
  }

  /// Chooses what is composed with; only once it is up.
  ///
  /// - Returns: Whether that was done: else it has to be tried again.
  func chooseEngine() throws -> Bool {
    guard kind == .ibus else { return true }
    // Its status says nothing: it is asked what it has.
    _ = try runIbus("engine", "m17n:zh:cangjie")
    return try runIbus("engine").contains("m17n:zh:cangjie")
  }

  private func runIbus(_ arguments: String...) throws -> String {
    let tool = try server.start("ibus", arguments, environment: environment)
    while tool.isRunning { usleep(5000) }
    return tool.text
  }

  func kill() {
    method?.kill()
  }
}
