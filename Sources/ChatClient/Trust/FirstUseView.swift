package import Framing
package import Widgets

/// Asks once whether a router that was never met is the right one.
package final class FirstUseView: Widget {
  package var state = WidgetState()
  package var onTrust: (() -> Void)?
  /// Escape, Ctrl+W or the button.
  package var onCancel: (() -> Void)?
  /// Has the focus at first: Return there trusts nobody.
  package let text = TextView()

  private let column: Column

  /// Makes the view.
  ///
  /// - Parameters:
  ///   - router: How the person calls the router: host, or host and port.
  ///   - pin: The fingerprint of the key that it showed.
  package init(router: String, pin: Pin) {
    let trust = Button("Trust this router")
    let cancel = Button("Cancel")
    let buttons = Row(spacing: 6, [.stretch(Label()), .fixed(cancel), .fixed(trust)])
    let title = Label("\(router) is new to you", style: .bold, wraps: true)
    column = Column(spacing: 8, padding: 12, [.fixed(title), .stretch(text), .fixed(buttons)])
    trust.onPress = { [unowned self] in onTrust?() }
    cancel.onPress = { [unowned self] in onCancel?() }
    write(pin)
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
    guard case .key(let key) = event, DialogKey.closes(key) else { return false }
    onCancel?()
    return true
  }

  private func write(_ pin: Pin) {
    text.append(.init([.init("The fingerprint of its key is")], indent: 0))
    for paragraph in FingerprintText.paragraphs(of: pin) { text.append(paragraph) }
    text.append(.init([.init(TrustWording.compareRouter)], indent: 0))
    text.scrollToTop()
  }
}
