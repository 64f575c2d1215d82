import CXlib
import Widgets

extension SelectionOwner {
  /// How many questions may wait at once; one more is answered nil.
  private static let maximumQueries = 16
  /// How much text is taken; a longer one is answered nil.
  private static let maximumLength = 64 << 20
  /// How long an owner may do nothing.
  private static let patience = Duration.seconds(5)

  /// Asks for a selection's text.
  ///
  /// - Parameters:
  ///   - kind: Which one.
  ///   - time: When the person did what asks.
  ///   - answer: Called once: at once where the selection is ours, else when the text or the deadline
  ///     has come; with nil for no text.
  func request(
    _ kind: SelectionKind, _ time: EventTime, _ answer: @escaping (String?) -> Void
  ) {
    guard !health.isLost else { return answer(nil) }
    // That it was lost may still be in the queue, so the server is asked.
    if let text = owned[kind], isOwner(of: kind) { return answer(text.text) }
    guard queries.count < Self.maximumQueries else { return answer(nil) }
    let query = SelectionQuery(kind: kind, time: time, answer: answer)
    let window = unsafe Self.makeWindow(on: display)
    queries[window] = query
    restartTimer(of: query, on: window)
    guard time == .none else { return ask(for: .utf8String, query, on: window) }
    withServerTime { [weak self] time in
      guard let self, queries[window] === query else { return }
      query.time = time
      ask(for: .utf8String, query, on: window)
    }
  }

  /// The owner answered, or nobody owns the selection.
  func receive(_ event: XSelectionEvent) -> Bool {
    let window = unsafe event.requestor
    guard let query = queries[window] else { return false }
    guard case .asking(let target) = query.state,
      unsafe event.selection == atoms.atom(of: query.kind)
    else { return true }
    if unsafe event.property == 0 {
      if target == .utf8String {
        ask(for: .string, query, on: window)
      } else {
        finish(window, with: nil)
      }
    } else {
      takeAnswer(query, on: window)
    }
    return true
  }

  /// A property of one of the questions' windows has a new value: a part, perhaps.
  func receivePart(on window: Window, property: Atom) -> Bool {
    guard let query = queries[window] else { return false }
    guard case .receiving(var bytes) = query.state, property == atoms[.selectionData] else {
      return true
    }
    guard let part = read(window, room: Self.maximumLength - bytes.count), part.format == 8 else {
      finish(window, with: nil)
      return true
    }
    if part.bytes.isEmpty {
      finish(window, with: TextTarget.decode(bytes, type: part.type, with: atoms))
      return true
    }
    // The state must not share the bytes, or each part would copy all before it.
    query.state = .receiving(bytes: [])
    bytes += part.bytes
    query.state = .receiving(bytes: bytes)
    restartTimer(of: query, on: window)
    return true
  }

  // MARK: Steps

  private func ask(for target: TextTarget, _ query: SelectionQuery, on window: Window) {
    query.state = .asking(target)
    unsafe XConvertSelection(
      display, atoms.atom(of: query.kind), target.atom(in: atoms), atoms[.selectionData], window,
      Time(query.time.milliseconds))
  }

  private func takeAnswer(_ query: SelectionQuery, on window: Window) {
    guard let property = read(window, room: Self.maximumLength) else {
      return finish(window, with: nil)
    }
    guard property.type == atoms[.incr] else {
      let text = TextTarget.decode(property.bytes, type: property.type, with: atoms)
      return finish(window, with: property.format == 8 ? text : nil)
    }
    query.state = .receiving(bytes: [])
    restartTimer(of: query, on: window)
  }

  /// Reads and deletes the property of a question, or nil where it is longer than there is room for.
  private func read(_ window: Window, room: Int) -> SelectionProperty? {
    let property = unsafe SelectionProperty.read(
      atoms[.selectionData], of: window, on: display, limit: (room + 7) & ~3, isTaken: true)
    guard let property, !property.isCutShort, property.bytes.count <= room else { return nil }
    return property
  }

  private func restartTimer(of query: SelectionQuery, on window: Window) {
    query.timer?.cancel()
    query.timer = schedule(Self.patience) { [weak self] in
      self?.finish(window, with: nil)
    }
  }

  private func finish(_ window: Window, with text: String?) {
    guard let query = queries.removeValue(forKey: window) else { return }
    // An owner that still sends learns by this that nobody listens.
    if !health.isLost { unsafe XDestroyWindow(display, window) }
    query.finish(with: text)
  }
}
