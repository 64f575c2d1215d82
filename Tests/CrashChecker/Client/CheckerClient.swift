import ChatClient
import Framing
import Storage
import Transport

/// One person's program, made of the same parts as `banter` but for the windows.
///
/// It reads commands from standard input, one on a line, and ends with that:
///
///     send PEER TEXT        takes a text, as Return in a window does; answers `took` once it is on the disk
///     cut                   breaks the connection without a word
///     dump PEER             answers with all messages, `item WHO DELIVERY TEXT`, then `end PEER COUNT`
///     read PEER             has read all that is there
///     quit                  leaves as a person does who closes the roster
///
/// and writes what a person would see, one on a line, after it was committed:
///
///     online, offline
///     shown PEER WHO TEXT   a message was added to a window; WHO is `me` or a name
///     state PEER DELIVERY TEXT
///     note TEXT             what the status line says
///
/// No name or text may have a blank or a line break in it, but a text at its end may have blanks.
final class CheckerClient {
  private let session: ClientSession
  private let router: HostPort
  private let loop = EventLoop()
  private var connection: Connection?
  private var input: Watch?
  private var unread: [UInt8] = []
  private var settling: TimerID?
  /// What is said when what it speaks of is on the disk.
  private var news: [String] = []
  private var hasEnded = false

  private static let retryTime = Duration.milliseconds(50)
  private static let connectTime = Duration.seconds(2)

  init(name: String, router: HostPort, file: String) throws {
    self.router = router
    session = ClientSession(
      name: name, kept: try KeptHistory.open(file), now: WallClock.milliseconds)
    session.onSend = { [unowned self] in connection?.enqueue($0) }
    session.onNotice = { [unowned self] in news.append("note \($0)") }
    session.onStateChange = { [unowned self] in stateChanged() }
    session.onBehind = { [unowned self] in connection?.close() }
    session.onRefused = { [unowned self] error in
      news.append("note refused: \(error.msg)")
      connection?.close()
    }
    session.onMessage = { [unowned self] in show($0) }
    for conversation in session.conversations.values { watch(conversation) }
    loop.beforeWait { [unowned self] in settle() }
  }

  func run() {
    input = loop.watch(0, for: .readable) { [unowned self] _ in readCommands() }
    connect()
    loop.run()
  }

  // MARK: What is seen

  /// Opens the window of a conversation: from now on what is added there is told.
  private func watch(_ conversation: Conversation) {
    guard !conversation.isOpen else { return }
    let peer = conversation.peer.address
    conversation.onAppend = { [unowned self] in
      news.append("shown \(peer) \(Self.author(of: $0)) \($0.text)")
    }
    conversation.onChange = { [unowned self] in
      news.append("state \(peer) \(Self.delivery(of: $0)) \($0.text)")
    }
  }

  private func stateChanged() {
    switch session.state {
    case .online: news.append("online")
    case .offline: news.append("offline")
    case .registering: break
    }
  }

  private static func author(of item: Conversation.Item) -> String {
    if case .peer(let name) = item.kind { name } else { "me" }
  }

  private static func delivery(of item: Conversation.Item) -> String {
    if case .own(let delivery) = item.kind { "\(delivery)" } else { "-" }
  }

  /// Ends a wake-up: what is on the disk may be told.
  private func settle() -> Bool {
    let wait = session.settle()
    if let settling { loop.cancel(settling) }
    settling = wait.map { wait in loop.schedule(after: .milliseconds(wait)) {} }
    for line in news { tell(line) }
    news = []
    return false
  }

  private func tell(_ line: String) {
    // Who reads it has been killed too: then nothing of this is of interest.
    if !StandardStreams.write(line + "\n") { loop.stop() }
  }

  // MARK: The connection

  private func connect() {
    guard !hasEnded else { return }
    Connector.connect(to: router, on: loop, timeout: Self.connectTime) { [unowned self] result in
      switch result {
      case .success(let new): begin(on: new)
      case .failure: connectLater()
      }
    }
  }

  private func connectLater() {
    loop.schedule(after: Self.retryTime) { [unowned self] in connect() }
  }

  private func begin(on new: Connection) {
    connection = new
    new.onReceive = { [unowned self] in receive($0) }
    new.onClose = { [unowned self] _ in
      connection = nil
      session.disconnected()
      connectLater()
    }
    session.connected()
  }

  private func receive(_ bytes: Span<UInt8>) {
    do throws(FramingError) {
      try session.receive(bytes)
    } catch {
      news.append("note \(error)")
      connection?.close()
    }
    // A message in a conversation that is new here is seen by its window, which opens with it.
    for conversation in session.conversations.values { show(conversation) }
  }

  /// Opens the window of a conversation that a message has begun: it shows what there is.
  private func show(_ conversation: Conversation) {
    guard !conversation.isOpen else { return }
    watch(conversation)
    for item in conversation.latest(conversation.count) { conversation.onAppend?(item) }
  }

  // MARK: Commands

  private func readCommands() {
    var part = [UInt8](repeating: 0, count: 4_096)
    let count = StandardInput.read(into: &part)
    guard count > 0 else { return quit() }
    unread += part[..<count]
    while let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: unread[..<end], as: UTF8.self)
      unread.removeSubrange(...end)
      obey(line)
    }
  }

  private func obey(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 2).map(String.init)
    switch (words.first, words.count) {
    case ("send", 3): send(words[2], to: Peer(words[1]))
    case ("dump", 2): dump(session.conversation(with: Peer(words[1])))
    case ("read", 2): session.conversation(with: Peer(words[1])).markRead()
    case ("cut", 1): connection?.close()
    case ("quit", 1): quit()
    default: news.append("note unknown: \(line)")
    }
  }

  private func send(_ text: String, to peer: Peer) {
    watch(session.conversation(with: peer))
    do throws(ClientSession.SendFailure) {
      try session.send(text, to: peer)
      news.append("took \(peer.address) \(text)")
    } catch {
      news.append("note not taken: \(error)")
    }
  }

  private func dump(_ conversation: Conversation) {
    for item in conversation.latest(conversation.count) {
      news.append("item \(Self.author(of: item)) \(Self.delivery(of: item)) \(item.text)")
    }
    news.append("end \(conversation.peer.address) \(conversation.count)")
  }

  private func quit() {
    guard !hasEnded else { return }
    hasEnded = true
    if let input { loop.unwatch(input) }
    session.finish()
    connection?.onClose = { [unowned self] _ in loop.stop() }
    if let connection { connection.closeAfterFlush(within: .seconds(1)) } else { loop.stop() }
  }
}
