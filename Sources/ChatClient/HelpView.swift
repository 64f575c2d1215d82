package import Widgets

/// The inside of the window that shows the keys.
package final class HelpView: Widget {
  package var state = WidgetState()
  package let text = TextView()
  /// Escape, Return, Ctrl+W or F1.
  package var onClose: (() -> Void)?

  private let closeButton = Button("Close")
  private let column: Column
  private var keyStyle: KeyStyle?

  package init() {
    let buttons = Row(spacing: 6, [.stretch(Label()), .fixed(closeButton)])
    column = Column(spacing: 6, padding: 6, [.stretch(text), .fixed(buttons)])
    closeButton.onPress = { [unowned self] in onClose?() }
  }

  package var children: [any Widget] { [column] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    column.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    if keyStyle != context.keyStyle {
      keyStyle = context.keyStyle
      write(withEmacs: context.keyStyle == .emacs)
    }
    column.place(in: bounds, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    guard case .key(let key) = event else { return false }
    switch (key.symbol, key.modifiers) {
    case (.escape, []), (.enter, []), (.function(1), []), (.character("w"), .control):
      onClose?()
      return true
    default: return false
    }
  }

  private func write(withEmacs: Bool) {
    text.removeAll()
    let sections = KeyHelp.sections + (withEmacs ? [KeyHelp.emacs] : [])
    for (number, section) in sections.enumerated() {
      let gap = number == 0 ? "" : "\n"
      text.append(.init([.init(gap + section.title, style: .bold, color: .ownName)], indent: 0))
      for (key, effect) in section.keys {
        text.append(.init([.init(key, style: .bold), .init("  " + effect)]))
      }
    }
    text.scrollToTop()
  }
}
