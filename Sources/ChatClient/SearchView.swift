internal import Storage
package import Widgets

/// The inside of the window that searches all conversations: an entry above, the matches below.
///
/// Down goes from the entry to the matches; Return in the entry opens the first.
package final class SearchView: Widget {
  package var state = WidgetState()
  package let entry = Entry()
  package let list = ListBox()
  /// Looks for a text; the newest match first.
  package var onSearch: ((String, _ limit: Int) -> [SearchHit])?
  /// A match was double-clicked, or Return pressed on it.
  package var onOpen: ((SearchHit) -> Void)?
  package var onClose: (() -> Void)?

  /// No more matches are shown.
  private static let limit = 500

  private let label = Label(style: .small, colorRole: .quiet)
  private let column: Column
  private let time: LocalTime
  private var hits: [String: SearchHit] = [:]

  package init(time: LocalTime) {
    self.time = time
    column = Column(
      spacing: 6, padding: 6, [.fixed(entry), .stretch(list), .fixed(label)])
    entry.placeholder = "Find in all conversations"
    entry.onChange = { [unowned self] in look() }
    entry.onSubmit = { [unowned self] _ in if let first = list.items.first { open(first) } }
    list.onActivate = { [unowned self] in open($0) }
  }

  package var children: [any Widget] { [column] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    column.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    column.place(in: bounds, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    guard case .key(let key) = event else { return false }
    switch (key.symbol, key.modifiers) {
    case (.escape, []), (.character("w"), .control): onClose?()
    case (.down, []) where entry.hasFocus:
      state.tree?.focus(list)
      if list.selectedID == nil { list.selectedID = list.items.first?.id }
    case (.character("f"), .control), (.character("f"), [.control, .shift]):
      entry.selectAll()
      state.tree?.focus(entry)
    default: return false
    }
    return true
  }

  /// Looks for what stands in the entry.
  private func look() {
    let text = entry.text.trimmed
    let found = text.isEmpty ? [] : onSearch?(text, SearchView.limit) ?? []
    hits = Dictionary(found.map { (SearchView.id(of: $0), $0) }, uniquingKeysWith: { $1 })
    list.selectedID = nil
    list.setItems(found.map { row(for: $0, of: text) })
    label.text = text.isEmpty ? "" : SearchView.summary(found.count)
  }

  private func row(for hit: SearchHit, of text: String) -> ListBox.Item {
    ListBox.Item(
      id: SearchView.id(of: hit), text: SearchView.title(of: hit),
      detail: time.dateAndTime(hit.item.time), caption: hit.item.text.excerpt(around: text))
  }

  private func open(_ item: ListBox.Item) {
    if let hit = hits[item.id] { onOpen?(hit) }
  }

  private static func id(of hit: SearchHit) -> String { "\(hit.peer.id)/\(hit.item.key)" }

  /// Who said it, and where.
  private static func title(of hit: SearchHit) -> String {
    switch hit.item.kind {
    case .own: "Me to \(hit.peer.title)"
    case .peer(let name): hit.peer.isRoom ? "\(name) in \(hit.peer.title)" : name
    }
  }

  private static func summary(_ count: Int) -> String {
    switch count {
    case 0: "Nothing found."
    case 1: "1 message"
    case limit: "The newest \(limit) messages"
    default: "\(count) messages"
    }
  }
}
