import Foundation
import Framing
import Glibc
import Testing

@Suite struct ConfigurationTests {
  private static func check(_ text: String) throws -> (status: Int32, error: String) {
    let file = try TemporaryFile(text)
    let result = Tool.run(TestRouter.binary, "--check-config", "--config", file.path)
    return (result.status, result.error.replacing(file.path, with: "FILE"))
  }

  @Test func whatStandsInTheFileHolds() throws {
    let socket = TemporaryFile()
    let file = try TemporaryFile(
      """
      # a comment
        max-frame=100000\u{20}

      max-clients = 2
      plaintext = yes
      listen = 127.0.0.1:0
      listen = unix:\(socket.path)
      """)
    let router = try TestRouter(
      list: ["--config", file.path], listeners: 2, addsListen: false)
    #expect(router.lines.count == 2)
    #expect(router.lines.last == "listening on unix:\(socket.path)")
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice")
    try bob.enter("bob")
    bob.send(
      "{\"type\":\"chat\",\"to\":\"alice\",\"msg\":\"\(String(repeating: "x", count: 90_000))\"}")
    #expect(try alice.message("chat") != nil)
    let third = try router.client()
    third.send(#"{"type":"register","username":"carol"}"#)
    #expect(try third.message()?.type == "error")
  }

  @Test func theCommandLineComesBeforeTheFile() throws {
    let file = try TemporaryFile("listen = 127.0.0.1:1\nmax-clients = 1\nlog-level = error\n")
    let router = try TestRouter(
      "--config", file.path, "--listen", "127.0.0.1:0", "--max-clients", "2", "--log-level", "info")
    try router.client().enter("alice")
    #expect(router.log.components(separatedBy: "msg=listening").count == 2)
    try router.client().enter("bob")
    #expect(router.hasLogged("user=bob"))
  }

  @Test(arguments: [
    ("max-frame = 2000\nplaintext = no", 0, ""), ("", 0, ""), ("#", 0, ""),
    ("\nmaxframe = 3", 78, "FILE:2: Unknown option 'maxframe'. Did you mean 'max-frame'?"),
    ("max-frame = lots", 78, "FILE:1: The value 'lots' is invalid for 'max-frame <n>'"),
    ("rate = 0", 78, "FILE:1: The value '0' is invalid for 'rate <n>': it is a number above 0, or"),
    ("byte-rate = much", 78, "FILE:1: The value 'much' is invalid for 'byte-rate <n>': it is a"),
    ("queue-limit = 0", 78, "FILE:1: queue-limit is a number of bytes above 0, not 0"),
    ("lag-limit = 0", 78, "FILE:1: lag-limit is a number of bytes above 0, not 0"),
    ("frame-timeout = 0", 78, "FILE:1: a time-out is a number of seconds above 0"),
    ("max-frame = 3", 78, "FILE:1: max-frame is a number from 1024 to 1048576, not 3"),
    ("plaintext = maybe", 78, "FILE:1: 'plaintext' is yes or no, not 'maybe'"),
    ("listen = yes", 78, "FILE:1: The value 'yes' is invalid for 'listen <address:port>'"),
    ("listen = here", 78, "FILE:1: The value 'here' is invalid for 'listen <address:port>'"),
    ("[server]", 78, "FILE:1: this is no 'key = value', no comment and not empty"),
    ("max-frame", 78, "FILE:1: this is no 'key = value'"),
    ("max-frame =", 78, "FILE:1: this is no"),
    ("= 3", 78, "FILE:1: this is no"), ("--max-frame = 3000", 78, "FILE:1: this is no"),
    ("config = x", 78, "FILE:1: 'config' is for the command line only"),
    ("help = yes", 78, "FILE:1: 'help' is for the command line only"),
    ("max-frame = 2000\nmax-frame = 3000", 78, "FILE:2: 'max-frame' stands in line 1 already"),
    ("#" + String(repeating: "x", count: 70_000), 78, "FILE: cannot be read"),
  ])
  func aWrongLineIsToldWithItsPlace(text: String, status: Int32, words: String) throws {
    let result = try Self.check(text)
    #expect(result.status == status)
    #expect(result.error.hasPrefix(words.isEmpty ? "" : "banterd: \(words)"), "\(result.error)")
    #expect(result.error.split(separator: "\n").count == (status == 0 ? 0 : 1))
  }

  @Test func aFileThatIsNamedMustBeThere() throws {
    let router = try TestRouter("--config", "/nowhere/at/all")
    #expect(router.waitForExit() == EX_CONFIG)
    #expect(router.log == "banterd: /nowhere/at/all: cannot be read: No such file or directory\n")
    #expect(router.lines.isEmpty)
  }

  @Test func onHangupTheFileIsReadAnew() throws {
    let file = try TemporaryFile("max-clients = 1\n")
    let router = try TestRouter("--config", file.path)
    let alice = try router.client()
    try alice.enter("alice")
    defer { alice.close() }
    let refused = try router.client()
    refused.send(#"{"type":"register","username":"bob"}"#)
    #expect(try refused.message()?.type == "error")
    #expect(refused.isClosedByRouter())
    refused.close()
    try file.write("max-clients = 3\nlisten = 127.0.0.1:1\nlog-level = debug\n")
    router.send(SIGHUP)
    #expect(router.hasLogged("changed=listen,log-level,max-clients"))
    #expect(router.hasLogged("msg=\"some changes wait for a restart\" keys=listen"))
    try router.client().enter("bob")
    #expect(router.hasLogged("level=debug"))
  }

  @Test func onHangupAWrongFileChangesNothing() throws {
    let file = try TemporaryFile("max-clients = 3\nlog-level = info\n")
    let socket = TemporaryFile()
    let router = try TestRouter("--config", file.path, "--metrics", "unix:\(socket.path)")
    let alice = try router.client()
    try alice.enter("alice", version: 2)
    try file.write("max-clients = 1\nlog-level = error\nmax-frame = none\n")
    router.send(SIGHUP)
    #expect(router.hasLogged("configuration refused"))
    #expect(router.log.contains("\(file.path):3: The value 'none' is invalid"))
    try router.client().enter("bob")
    #expect(router.hasLogged("user=bob"))
    try FileManager.default.removeItem(atPath: file.path)
    router.send(SIGHUP)
    #expect(router.hasLogged("No such file"))
    alice.send(#"{"type":"ping","t":1}"#)
    #expect(try alice.message("pong") == .pong(1))
    let page = PrometheusPage(try TestScraper.page("/metrics", at: socket.path).body)
    #expect(page["banter_reloads_total{result=\"refused\"}"] == 2)
    #expect(page["banter_reloads_total{result=\"taken\"}"] == 0)
  }
}
