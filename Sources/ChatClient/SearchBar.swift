package import Widgets

/// The row that finds texts in one conversation: an entry, which of how many it shows, and two buttons.
///
/// Return goes to the next match, which is the older one, Shift+Return to the one before.
package final class SearchBar: Widget {
  package var state = WidgetState()
  package let entry = Entry()
  /// What is looked for is another text.
  package var onChange: ((String) -> Void)?
  /// To the next older match, or to the next newer one.
  package var onStep: ((_ older: Bool) -> Void)?
  package var onClose: (() -> Void)?

  private let label = Label(style: .small, colorRole: .quiet, alignment: .trailing)
  private let row: Row

  package init() {
    let olderButton = Button("Older")
    let newerButton = Button("Newer")
    row = Row(
      spacing: 6,
      [.stretch(entry), .fixed(label), .fixed(olderButton), .fixed(newerButton)])
    entry.placeholder = "Find in this conversation"
    entry.onChange = { [unowned self] in onChange?(entry.text) }
    olderButton.onPress = { [unowned self] in onStep?(true) }
    newerButton.onPress = { [unowned self] in onStep?(false) }
  }

  package var children: [any Widget] { [row] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    row.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    row.place(in: bounds, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    guard case .key(let key) = event else { return false }
    switch (key.symbol, key.modifiers) {
    case (.enter, []): onStep?(true)
    case (.enter, .shift): onStep?(false)
    case (.escape, []): onClose?()
    default: return false
    }
    return true
  }

  /// Selects what stands in the entry, to be typed over.
  package func selectAll() { entry.selectAll() }

  /// Says which match is shown.
  ///
  /// - Parameters:
  ///   - number: Counted from 1 at the newest; nil where none is shown.
  ///   - count: How many there are; nil where nothing is looked for.
  ///   - isCut: Whether there may be more.
  package func show(number: Int?, of count: Int?, isCut: Bool = false) {
    guard let count else { return label.text = "" }
    let all = "\(count)" + (isCut ? "+" : "")
    label.text = count == 0 ? "no match" : number.map { "\($0) of \(all)" } ?? all
    label.colorRole = count == 0 ? .error : .quiet
  }
}
