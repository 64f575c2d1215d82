internal import Storage
internal import Widgets

/// What a text view shows of a conversation: messages, lines between days, the "new" line and notes.
///
/// The conversation has all of it, on the disk; the view holds some hundred messages round what is seen.
/// `rows` are the view's paragraphs one by one, `first` the number of the first message among them.
/// The first row is a message, unless it is the very first of all: so lines between days are put
/// and taken with the message that follows them.
final class Transcript {
  let conversation: Conversation
  let view: TextView
  let writer: TranscriptWriter
  /// What is older than the disk has is wanted from the router.
  var onRequestOlder: (() -> Void)?
  /// Whether the person looks at it: what comes while nobody does gets a "new" line above it.
  var isWatched = false {
    didSet { if isWatched { newLineIsCurrent = false } }
  }

  var rows: [TranscriptRow] = []
  /// The number in the conversation of the first message that the view holds.
  var first = 0
  /// How many messages the view holds.
  var itemCount = 0
  /// The message below the "new" line.
  var newKey: Int64?
  private var newLineIsCurrent = false
  private var isFetching = false
  /// Nothing older is to be had from the router.
  private var hasOldest = false

  /// Messages read at once.
  static let page = 60
  /// How many rows the view holds before far ones are let go, and how many bytes of text.
  private static let mostRows = 400
  private static let mostBytes = 2 << 20

  init(of conversation: Conversation, in view: TextView, time: LocalTime) {
    self.conversation = conversation
    self.view = view
    writer = TranscriptWriter(time: time)
    view.onNeedOlder = { [unowned self] in loadOlder() }
    view.onNeedNewer = { [unowned self] in loadNewer() }
    view.onJump = { [unowned self] in jump(to: $0) }
    view.wholeText = { [unowned self] in wholeText() }
  }

  /// Whether the newest message is among those that the view holds.
  var holdsEnd: Bool { first + itemCount >= conversation.count }

  /// Shows where reading stopped, or where the person was, or the end.
  func open() {
    if let key = conversation.firstUnread {
      newKey = key
      newLineIsCurrent = true
      if show(key) { return }
    }
    if let place = conversation.place, let number = conversation.number(of: place.key) {
      load(around: number)
      view.showAtTop(place.key, shift: place.shift)
    } else {
      loadEnd()
    }
  }

  /// Brings a message into view.
  ///
  /// - Returns: Whether there is one with that key.
  @discardableResult
  func show(_ key: Int64) -> Bool {
    if view.show(key) { return true }
    guard let number = conversation.number(of: key) else { return false }
    load(around: number)
    return view.show(key)
  }

  /// Goes to the newest message.
  func showEnd() {
    if !holdsEnd { loadEnd() }
    view.scrollToBottom()
  }

  // MARK: What changed in the conversation

  /// A message was added at the end.
  func added(_ item: Conversation.Item) {
    let heldEnd = first + itemCount >= conversation.count - 1
    if case .peer = item.kind, !isWatched, !newLineIsCurrent { moveNewLine(to: item.key) }
    // Who stays far above the end, as at the "new" line, gets the rest on coming to it.
    guard heldEnd, !isFull || view.isAtBottom else { return tellCounts() }
    add([item], notes: [])
    letGo(atStart: true)
    tellCounts()
  }

  /// What became of one message is known better now.
  func changed(_ item: Conversation.Item) {
    guard let index = rows.lastIndex(where: { $0.entry?.key == item.key }),
      case .item(var entry) = rows[index]
    else { return }
    entry.delivery = item.delivery
    rows[index] = .item(entry)
    view.replace(item.key, with: writer.paragraph(for: item))
  }

  /// Many of one's own messages may have been delivered or read.
  func deliveriesChanged() {
    for row in rows.reversed() {
      guard let entry = row.entry, let before = entry.delivery, before != .read,
        let item = conversation.item(entry.key), item.delivery != before
      else { continue }
      changed(item)
    }
  }

  /// The order of the messages is another: reads what is shown anew, where it was.
  func rearranged() {
    isFetching = false
    let wasAtEnd = view.isAtBottom
    let place = view.topPlace
    if !wasAtEnd, let place, let number = conversation.number(of: place.id) {
      load(around: number)
      view.showAtTop(place.id, shift: place.shift)
    } else {
      loadEnd()
    }
  }

  /// The router has nothing older, or can't be asked now.
  func olderEnded() {
    isFetching = false
    hasOldest = true
    tellCounts()
  }

  func added(_ note: Note) {
    guard holdsEnd else { return }
    rows.append(.note)
    view.append(writer.paragraph(for: note))
  }

  private func moveNewLine(to key: Int64) {
    newKey = key
    newLineIsCurrent = true
    let index = rows.firstIndex { if case .new = $0 { true } else { false } }
    guard let index else { return }
    rows.remove(at: index)
    view.remove(at: index)
  }

  // MARK: Pages

  func load(around number: Int) {
    load(from: number - Transcript.page, limit: 2 * Transcript.page)
  }

  func loadEnd() {
    load(from: conversation.count - Transcript.page, limit: Transcript.page)
  }

  private func load(from number: Int, limit: Int) {
    first = max(0, number)
    let items = conversation.items(from: first, limit: limit)
    itemCount = items.count
    var stretch = TranscriptStretch(writer: writer, newKey: newKey)
    stretch.add(items, isStart: first == 0, notes: holdsEnd ? notes(since: items.first) : [])
    rows = stretch.rows
    view.mayGrowAbove = first == 0 && conversation.mayHaveOlder && !hasOldest
    view.replaceAll(
      with: stretch.paragraphs, above: first, below: conversation.count - first - itemCount)
  }

  private func loadOlder() {
    guard first > 0 else { return fetchOlder() }
    let start = max(0, first - Transcript.page)
    let items = conversation.items(from: start, limit: first - start)
    guard !items.isEmpty, let next = rows.lazy.compactMap(\.entry).first else { return }
    var stretch = TranscriptStretch(writer: writer, newKey: newKey)
    stretch.add(items, isStart: start == 0, notes: [])
    stretch.addLines(before: next.key, day: next.day, at: next.time)
    first = start
    itemCount += items.count
    rows = stretch.rows + rows
    view.prepend(stretch.paragraphs)
    letGo(atStart: false)
    tellCounts()
  }

  private func loadNewer() {
    let items = conversation.items(from: first + itemCount, limit: Transcript.page)
    guard !items.isEmpty else { return }
    let isEnd = first + itemCount + items.count >= conversation.count
    add(items, notes: isEnd ? notes(since: items.first) : [])
    letGo(atStart: true)
    tellCounts()
  }

  private func fetchOlder() {
    guard conversation.mayHaveOlder, !isFetching else { return }
    isFetching = true
    onRequestOlder?()
  }

  private func add(_ items: [Conversation.Item], notes: [Note]) {
    let last = rows.lazy.reversed().compactMap(\.entry).first
    var stretch = TranscriptStretch(writer: writer, newKey: newKey, lastDay: last?.day)
    stretch.add(items, isStart: last == nil && first == 0, notes: notes)
    itemCount += items.count
    rows += stretch.rows
    view.append(contentsOf: stretch.paragraphs)
  }

  /// The notes that belong among messages or behind them.
  func notes(since item: Conversation.Item?) -> [Note] {
    guard first > 0, let item else { return conversation.notes }
    return conversation.notes.filter { $0.time >= item.time }
  }

  private func jump(to place: TextView.Place) {
    switch place {
    case .start:
      load(from: 0, limit: Transcript.page)
      if let key = rows.lazy.compactMap(\.entry).first?.key { view.showAtTop(key, shift: -1_000) }
    case .end: loadEnd()
    case .number(let number):
      let wanted = min(max(0, number), conversation.count - 1)
      load(around: wanted)
      if let key = conversation.items(from: wanted, limit: 1).first?.key {
        view.showAtTop(key, shift: 0)
      }
    }
  }

  private var byteCount: Int { rows.reduce(0) { $0 + ($1.entry?.size ?? 0) } }

  /// Whether rows are to be let go: not one by one, so that it makes room for a page.
  private var isFull: Bool {
    rows.count > Transcript.mostRows + Transcript.page || byteCount > Transcript.mostBytes
  }

  /// Lets rows go that are far from what is seen, where the view holds too many.
  private func letGo(atStart: Bool) {
    guard isFull else { return }
    var number = min(
      view.spareCount(atStart: atStart),
      byteCount > Transcript.mostBytes ? rows.count : rows.count - Transcript.mostRows)
    // Lines and notes go with the message that they stand before, or behind.
    while number > 0, number < rows.count,
      rows[atStart ? number : rows.count - number - 1].entry == nil
    {
      number -= 1
    }
    guard number > 0 else { return }
    let gone = atStart ? rows.prefix(number) : rows.suffix(number)
    let items = gone.count { $0.entry != nil }
    itemCount -= items
    if atStart {
      first += items
      rows.removeFirst(number)
      view.removeFirst(number)
    } else {
      rows.removeLast(number)
      view.removeLast(number)
    }
  }

  private func tellCounts() {
    view.mayGrowAbove = first == 0 && conversation.mayHaveOlder && !hasOldest
    view.setCounts(above: first, below: conversation.count - first - itemCount)
  }
}
