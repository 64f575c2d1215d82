package import Framing
package import Widgets

/// Stops the person whose router shows another key than the one that was trusted.
///
/// It can't be clicked away by habit: what Escape, Return, Ctrl+W and the first button do is to stop, and the
/// other button is dead until the router's name was typed.
package final class ChangedKeyView: Widget {
  package var state = WidgetState()
  /// The person trusts the new key.
  package var onTrust: (() -> Void)?
  package var onStop: (() -> Void)?
  /// Where the router's name is typed; has the focus at first.
  package let entry = Entry()

  private let router: String
  private let text = TextView()
  private let trust = Button("Trust the new key")
  private let column: Column

  /// Makes the view.
  ///
  /// - Parameters:
  ///   - router: The name to type: what the person calls the router.
  ///   - known: The key that was trusted.
  ///   - shown: The key that the router shows now.
  package init(router: String, known: Pin, shown: Pin) {
    self.router = router
    let stop = Button("Stop")
    let buttons = Row(spacing: 6, [.fixed(trust), .stretch(Label()), .fixed(stop)])
    let title = Label(
      TrustWording.keyChanged(router), style: .bold, colorRole: .error, wraps: true)
    let prompt = Label(TrustWording.typeName(router), wraps: true)
    column = Column(
      spacing: 8, padding: 18,
      [.fixed(title), .stretch(text), .fixed(prompt), .fixed(entry), .fixed(buttons)])
    trust.isEnabled = false
    trust.onPress = { [unowned self] in onTrust?() }
    stop.onPress = { [unowned self] in onStop?() }
    entry.onChange = { [unowned self] in trust.isEnabled = entry.text == self.router }
    write(known: known, shown: shown)
  }

  package var children: [any Widget] { [column] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    column.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    column.place(in: bounds, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {
    canvas.stroke(bounds, thickness: context.scaled(8), with: context.theme.errorText)
  }

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    guard case .key(let key) = event, DialogKey.closes(key) else { return false }
    onStop?()
    return true
  }

  private func write(known: Pin, shown: Pin) {
    text.append(.init([.init(TrustWording.whyStopped)], indent: 0))
    text.append(.init([.init("The key that you trusted:")], indent: 0))
    for paragraph in FingerprintText.paragraphs(of: known) { text.append(paragraph) }
    text.append(.init([.init("The key that it shows now:")], indent: 0))
    for paragraph in FingerprintText.paragraphs(of: shown, in: .error) { text.append(paragraph) }
    text.scrollToTop()
  }
}
