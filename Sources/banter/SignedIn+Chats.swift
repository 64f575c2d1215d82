internal import ChatClient
internal import Framing
internal import Widgets
internal import X11

extension SignedIn {
  func makeWindow(for peer: Peer) -> ChatWindow {
    let chat = ChatWindow(showing: account.session.conversation(with: peer), on: display)
    chats[peer] = chat
    account.knowPeers()
    account.session.requestKeys(of: peer)
    chat.onClosed = { [unowned self] in chats[peer] = nil }
    let view = chat.view
    view.onSubmit = { [unowned self] in perform($0, with: peer) }
    view.onActivity = { [unowned self] in account.hurry() }
    view.onTyping = { [unowned self] in account.session.typing(to: peer) }
    view.onRequestOlder = { [unowned self] in account.session.requestOlder(peer) }
    view.onSearchEverything = { [unowned self] in searchEverything() }
    view.onJoin = { [unowned self] in askForRoom() }
    view.onKey = { [unowned self] in showKey(of: peer) }
    view.onOpenLink = { [unowned self] in open(link: $0, from: peer) }
    view.members?.onOpen = { [unowned self] in open($0, at: display.lastEventTime) }
    view.members?.onLeave = { [unowned self] in leave(peer) }
    refresh(chat)
    return chat
  }

  /// Opens an address that stands in a peer's window, which says so where that fails.
  private func open(link address: String, from peer: Peer) {
    chats[peer]?.view.show(problem: nil)
    linkOpener.open(address) { [weak self] failure in
      self?.chats[peer]?.view.show(problem: failure.description)
    }
  }

  func showMembers(of room: Peer) {
    let session = account.session
    chats[room]?.view.members?.update(members: session.members(of: room), of: session)
  }

  /// Does what was typed into the entry of a peer's window.
  private func perform(_ command: ChatCommand, with peer: Peer) -> ChatView.Submission {
    switch command {
    case .say(let text): return send(text, to: peer)
    case .away(let text): setAway(text.isEmpty ? nil : text)
    case .back: comeBack()
    case .join(let name): return join(named: name)
    case .leave where peer.isRoom && peer != .everyone: leave(peer)
    case .key: showKey(of: peer)
    case .leave: return .refused("Only a room can be left, and everyone is in “Everyone”.")
    case .unknown: return .refused("")
    }
    return .taken
  }

  private func send(_ text: String, to peer: Peer) -> ChatView.Submission {
    do throws(ClientSession.SendFailure) {
      try account.session.send(text, to: peer)
      return .taken
    } catch {
      // What to do about it stands in a window of its own.
      if error == .keyInDoubt { showKey(of: peer) }
      account.session.noteUnsent(to: peer, because: error)
      return .refused("")
    }
  }

  // MARK: Rooms

  /// Opens the window that asks which room to join.
  func askForRoom() {
    let window = joinWindow.flatMap { $0.isOpen ? $0 : nil } ?? JoinWindow(on: display)
    joinWindow = window
    window.onJoin = { [unowned self] in join($0) }
    window.show(at: display.lastEventTime)
  }

  private func join(_ room: Peer) {
    account.session.join(room)
    open(room, at: display.lastEventTime)
  }

  private func join(named name: String) -> ChatView.Submission {
    do throws(NameError) {
      join(try JoinWindow.room(named: name))
      return .taken
    } catch {
      return .refused(Wording.text(for: error))
    }
  }

  private func leave(_ room: Peer) {
    account.session.leave(room)
    chats[room]?.close()
  }

  // MARK: Searching

  /// Opens the window that searches all conversations.
  func searchEverything() {
    let window =
      searchWindow.flatMap { $0.isOpen ? $0 : nil }
      ?? SearchWindow(over: account.session, on: display)
    searchWindow = window
    window.onOpen = { [unowned self] hit in
      open(hit.peer, at: display.lastEventTime).view.show(hit)
    }
    window.show(at: display.lastEventTime)
  }

  // MARK: Being away

  func toggleAway() {
    if account.session.isAway { comeBack() } else { setAway(nil) }
  }

  private func setAway(_ text: String?) {
    isAwayByItself = false
    account.session.setAway(text)
    needsRefresh()
  }

  private func comeBack() {
    isAwayByItself = false
    account.session.back()
    needsRefresh()
  }

  /// Nobody has touched anything for long (true), or somebody is back (false).
  func idleChanged(to isIdle: Bool) {
    let session = account.session
    if isIdle, !session.isAway {
      session.setAway(nil)
      isAwayByItself = true
    } else if !isIdle, isAwayByItself {
      isAwayByItself = false
      session.back()
    }
    needsRefresh()
  }
}
