internal import Storage
package import Widgets

/// The inside of a chat window: what was said above, the entry below; a search bar and a room's members on request.
///
/// Return in the entry calls `onSubmit`, which says whether the text was taken: only then is the entry
/// emptied. The line above the entry says who is typing, or what is wrong; it is always there, so that
/// nothing jumps. Page Up and Page Down in the entry scroll the transcript; text typed into the
/// transcript goes to the entry.
package final class ChatView: Widget {
  /// What became of a text that was submitted.
  package enum Submission: Hashable, Sendable {
    case taken
    /// It stays in the entry; why is said above it, where that isn't empty.
    case refused(String)
  }

  package var state = WidgetState()
  package let transcript = TextView()
  package let entry = Entry()
  package let searchBar = SearchBar()
  /// Who is in the room; nil where it is no room that one can leave.
  package let members: MembersPanel?

  package var onSubmit: ((ChatCommand) -> Submission)?
  /// Escape or Ctrl+W.
  package var onClose: (() -> Void)?
  /// A key was pressed in the entry.
  package var onActivity: (() -> Void)?
  /// Something that will be said is being written.
  package var onTyping: (() -> Void)?
  /// Messages older than those on the disk are wanted.
  package var onRequestOlder: (() -> Void)?
  /// Ctrl+Shift+F.
  package var onSearchEverything: (() -> Void)?
  /// Ctrl+K, or the button.
  package var onKey: (() -> Void)?
  /// Ctrl+J.
  package var onJoin: (() -> Void)?
  /// A link was clicked, or chosen by keys and Return pressed: an address of the web.
  package var onOpenLink: ((_ address: String) -> Void)?

  /// Whether the person looks at it: what comes while nobody does gets a "new" line above it.
  package var isWatched = false {
    didSet { page.isWatched = isWatched }
  }

  let conversation: Conversation
  let page: Transcript
  var search = ChatSearch()
  /// Of whom to beware, above all that was said.
  private let warningLabel = Label(style: .bold, colorRole: .error, wraps: true)
  private let statusLine = Label(style: .small, colorRole: .quiet)
  /// Says how well the peer is known, and opens the window with the keys.
  let keyButton = Button("")
  private let column: Column
  private var problem: String?
  /// The newest message, to say that it waits.
  private var newest: Conversation.Item?
  private var isOpen = false

  /// Makes the view; what was said is read when it is first laid out.
  ///
  /// - Parameters:
  ///   - conversation: The document it shows, until `detach`.
  ///   - time: How times read here.
  package init(showing conversation: Conversation, time: LocalTime) {
    self.conversation = conversation
    page = Transcript(of: conversation, in: transcript, time: time)
    let panel =
      conversation.peer.isRoom && conversation.peer != .everyone ? MembersPanel() : nil
    members = panel
    let middle = Row(spacing: 6, [.stretch(transcript)] + (panel.map { [.fixed($0)] } ?? []))
    let line = Row(spacing: 6, [.stretch(statusLine), .fixed(keyButton)])
    let bottom = Column(spacing: 2, [.fixed(line), .fixed(entry)])
    column = Column(
      spacing: 4, padding: 6,
      [.fixed(warningLabel), .fixed(searchBar), .stretch(middle), .fixed(bottom)])
    transcript.hasMargin = true
    searchBar.state.isHidden = true
    warningLabel.state.isHidden = true
    keyButton.isCompact = true
    keyButton.takesFocusByClick = false
    keyButton.state.isHidden = true
    entry.maximumLines = 6
    entry.placeholder = "Message to \(conversation.peer.title)"
    entry.text = conversation.draft
    listen()
  }

  private func listen() {
    conversation.onAppend = { [unowned self] in appended($0) }
    conversation.onChange = { [unowned self] in changed($0) }
    conversation.onDelivery = { [unowned self] in deliveriesChanged() }
    conversation.onRearrange = { [unowned self] in rearranged() }
    conversation.onOlderEnd = { [unowned self] in page.olderEnded() }
    conversation.onNote = { [unowned self] in page.added($0) }
    conversation.onTyping = { [unowned self] in showStatus() }
    conversation.onReturned = { [unowned self] in takeBack($0) }
    transcript.onAction = { [unowned self] in onOpenLink?($0) }
    conversation.onPlace = { [unowned self] in
      transcript.topPlace.map { Conversation.Place(key: $0.id, shift: $0.shift) }
    }
    transcript.onScroll = { [unowned self] in self.conversation.moved() }
    page.onRequestOlder = { [unowned self] in onRequestOlder?() }
    entry.onSubmit = { [unowned self] in submit($0) }
    entry.onChange = { [unowned self] in entryChanged() }
    keyButton.onPress = { [unowned self] in onKey?() }
    searchBar.onChange = { [unowned self] in look(for: $0) }
    searchBar.onStep = { [unowned self] in step(older: $0) }
    searchBar.onClose = { [unowned self] in closeSearch() }
  }

  /// Takes the view off its conversation, which keeps what stands in the entry and where one was.
  package func detach(from conversation: Conversation) {
    conversation.onAppend = nil
    conversation.onChange = nil
    conversation.onDelivery = nil
    conversation.onRearrange = nil
    conversation.onOlderEnd = nil
    conversation.onNote = nil
    conversation.onTyping = nil
    conversation.onReturned = nil
    conversation.draft = entry.text
    conversation.keepPlace()
    conversation.onPlace = nil
  }

  package var children: [any Widget] { [column] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    column.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    column.place(in: bounds, context: context)
    guard !isOpen else { return }
    isOpen = true
    page.open()
    newest = conversation.latest(1).first
    showStatus()
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  /// Says what to know before trusting the peer; nil for nothing.
  package func show(warning: PeerWarning?) {
    warningLabel.text = warning?.long ?? ""
    warningLabel.isHidden = warning == nil
  }

  /// Says how well the peer is known; nil where there are no keys.
  package func show(_ standing: PeerKeys.Standing?) {
    keyButton.isHidden = standing == nil
    keyButton.title = standing.map(TrustWording.button) ?? ""
  }

  /// Brings a message that was looked for into view and lets it stand out.
  package func show(_ hit: SearchHit) {
    state.tree?.layoutIfNeeded()
    guard page.show(hit.item.key) else { return }
    transcript.highlightedID = hit.item.key
  }

  // MARK: The entry

  private func submit(_ text: String) {
    onActivity?()
    guard !text.allSatisfy(\.isWhitespace) else { return }
    let command = ChatCommand(text)
    if case .unknown(let word) = command {
      return show(problem: ClientWording.noSuchCommand(word))
    }
    switch onSubmit?(command) {
    case .taken:
      entry.text = ""
      conversation.draft = ""
      show(problem: nil)
      if case .say = command { page.showEnd() }
    case .refused(let reason): show(problem: reason)
    case nil: break
    }
  }

  private func entryChanged() {
    conversation.draft = entry.text
    show(problem: nil)
    onActivity?()
    let text = entry.text
    let isCommand = text.hasPrefix("/") && !text.hasPrefix("//")
    if !isCommand, !text.allSatisfy(\.isWhitespace) { onTyping?() }
  }

  /// Puts a text that could not be delivered into the entry, unless the next one stands there.
  private func takeBack(_ text: String) -> Bool {
    guard entry.text.isEmpty else { return false }
    entry.text = text
    conversation.draft = text
    return true
  }

  // MARK: What changed

  private func appended(_ item: Conversation.Item) {
    page.added(item)
    newest = item
    showStatus()
  }

  private func changed(_ item: Conversation.Item) {
    page.changed(item)
    if item.key == newest?.key { newest = item }
    showStatus()
  }

  private func deliveriesChanged() {
    page.deliveriesChanged()
    showStatus()
  }

  private func rearranged() {
    page.rearranged()
    newest = conversation.latest(1).first
    showStatus()
  }

  /// Says above the entry what went wrong, until something else is written there; nil for nothing.
  package func show(problem: String?) {
    self.problem = problem
    showStatus()
  }

  /// Says the most pressing thing above the entry.
  private func showStatus() {
    statusLine.colorRole = problem == nil ? .quiet : .error
    statusLine.text = problem ?? ClientWording.typing(conversation.typing) ?? waiting ?? ""
  }

  private var waiting: String? {
    newest?.delivery == .queued ? ClientWording.queued : nil
  }
}
