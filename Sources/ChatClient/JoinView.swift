package import Widgets

/// The inside of the window that asks which room to join.
package final class JoinView: Widget {
  package var state = WidgetState()
  package let entry = Entry()
  /// The room as typed, without spaces at its ends.
  package var onJoin: ((String) -> Void)?
  package var onCancel: (() -> Void)?

  private static let hint =
    "A room begins when somebody joins it. Its name may be written with a # or without."

  private let message = Label(JoinView.hint, style: .small, colorRole: .quiet, wraps: true)
  private let joinButton = Button("Join")
  private let cancelButton = Button("Cancel")
  private let column: Column

  package init() {
    let buttons = Row(spacing: 6, [.stretch(Label()), .fixed(cancelButton), .fixed(joinButton)])
    column = Column(
      spacing: 6, padding: 12,
      [.fixed(Label("Room")), .fixed(entry), .stretch(message), .fixed(buttons)])
    entry.onSubmit = { [unowned self] _ in submit() }
    joinButton.onPress = { [unowned self] in submit() }
    cancelButton.onPress = { [unowned self] in onCancel?() }
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
    case (.escape, []), (.character("w"), .control):
      onCancel?()
      return true
    default: return false
    }
  }

  /// Says what is wrong with the name.
  package func show(problem: String) {
    message.text = problem
    message.colorRole = .error
  }

  private func submit() {
    let room = entry.text.trimmed
    if !room.isEmpty { onJoin?(room) }
  }
}
