internal import ChatClient
internal import Transport
internal import Widgets
internal import X11

/// One signed-in person on the screen: the roster window and a window for each peer.
final class SignedIn {
  let account: Account
  /// The roster was closed: this person leaves.
  var onClosed: (() -> Void)?
  /// The windows show the session as it is now.
  var onRefresh: (() -> Void)?

  let display: DisplayConnection
  var chats: [Peer: ChatWindow] = [:]
  var joinWindow: JoinWindow?
  var searchWindow: SearchWindow?
  /// It was not the person who went away, but nobody touched anything for long.
  var isAwayByItself = false

  let linkOpener: LinkOpener
  var ownKeyWindow: OwnKeyWindow?
  var peerKeyWindows: [Peer: PeerKeyWindow] = [:]
  /// Of whom to beware, and why.
  private(set) var warnings: [Peer: PeerWarning] = [:]

  private let lookAlikes: LookAlikes
  private let window: TopLevelWindow
  private let view: RosterView
  let loop: EventLoop
  private var isStale = false

  init(
    _ account: Account, on display: DisplayConnection, loop: EventLoop, at position: Point? = nil
  ) {
    self.account = account
    self.loop = loop
    self.display = display
    linkOpener = LinkOpener(on: loop)
    let looks = NameSkeleton()
    lookAlikes = LookAlikes { looks.skeletons(of: $0) }
    view = RosterView(name: account.session.name)
    window = TopLevelWindow(
      TopLevelWindow.Configuration(
        title: account.session.name + " — Banter", instanceName: "roster", role: "roster",
        size: Size(width: 240, height: 400), minimumSize: Size(width: 180, height: 180),
        position: position,
        icon: Icon.allSizes),
      root: view, on: display)
    window.tree.focus(view.list)
    window.onCloseRequest = { [unowned self] in close() }
    window.tree.onUnusedKey = { [unowned self] in handle($0) }
    view.onOpen = { [unowned self] in open($0, at: display.lastEventTime) }
    view.onJoin = { [unowned self] in askForRoom() }
    view.onKey = { [unowned self] in showOwnKey() }
    view.hasKey = account.connector.isEncrypted
    view.onAway = { [unowned self] in toggleAway() }
    listen(to: account)
    refresh()
  }

  func show(at time: EventTime?) {
    window.show(at: time)
  }

  /// Opens the window of a peer, or raises the one there is.
  @discardableResult
  func open(_ peer: Peer, at time: EventTime) -> ChatWindow {
    let chat = chats[peer] ?? makeWindow(for: peer)
    chat.show(at: time)
    return chat
  }

  /// Closes all windows and leaves the router.
  func close() {
    for chat in chats.values { chat.close() }
    joinWindow?.close()
    ownKeyWindow?.close()
    for window in peerKeyWindows.values { window.close() }
    searchWindow?.close()
    window.close()
    account.close()
    onClosed?()
  }

  private func listen(to account: Account) {
    let session = account.session
    session.onMessage = { [unowned self] in messageArrived(in: $0) }
    session.onStateChange = { [unowned self] in needsRefresh() }
    session.onUnreadChange = { [unowned self] in needsRefresh() }
    session.onKeysChange = { [unowned self] in needsRefresh() }
    session.onRoomsChange = { [unowned self] in needsRefresh() }
    session.onMembers = { [unowned self] in showMembers(of: $0) }
    session.roster.onChange = { [unowned self] in needsRefresh() }
    account.onStatus = { [unowned self] in show($0) }
    show(account.status)
  }

  private func show(_ status: Account.Status) {
    view.show(status: status.text, isError: status.isError)
  }

  private func messageArrived(in conversation: Conversation) {
    let isNew = chats[conversation.peer] == nil
    let chat = isNew ? open(conversation.peer, at: .none) : chats[conversation.peer]
    chat?.messageArrived()
  }

  /// Shows the session anew after this wake-up, however much changes in it.
  func needsRefresh() {
    guard !isStale else { return }
    isStale = true
    loop.later { [weak self] in self?.refresh() }
  }

  private func refresh() {
    isStale = false
    warnings = account.session.keyWarnings.merging(
      account.session.warnings(from: lookAlikes)
    ) { $0.and($1) }
    for chat in chats.values { refresh(chat) }
    showKeys()
    view.update(from: account.session, warnings: warnings)
    onRefresh?()
  }

  /// Shows in a peer's window what is known besides what was said.
  func refresh(_ chat: ChatWindow) {
    let peer = chat.conversation.peer
    chat.refresh(warning: warnings[peer])
    chat.view.show(account.session.keys(of: peer)?.standing)
    showMembers(of: peer)
  }

  private func handle(_ key: KeyEvent) -> Bool {
    switch (key.symbol, key.modifiers) {
    case (.character("q"), .control): close()
    case (.character("j"), .control): askForRoom()
    case (.character("k"), .control): showOwnKey()
    case (.character("f"), [.control, .shift]), (.character("f"), .control): searchEverything()
    default: return false
    }
    return true
  }
}
