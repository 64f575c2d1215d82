/// A button with a title: pressed by a click let go inside it, by Space or by Return.
package final class Button: Widget {
  package var state = WidgetState()

  package var title: String {
    didSet { if title != oldValue { invalidateLayout() } }
  }

  /// Whether it can be pressed and have the focus.
  package var isEnabled = true {
    didSet { if isEnabled != oldValue { enabledChanged() } }
  }

  package var takesFocusByClick = true
  /// Whether it is no wider than its title needs.
  package var isCompact = false

  package var onPress: (() -> Void)?

  /// What the mouse that holds the button does; it is pressed when let go inside.
  private enum Hold {
    case inside, outside
  }

  private var hold: Hold?
  private var shapedTitle: ShapedText?

  package init(_ title: String, onPress: (() -> Void)? = nil) {
    self.title = title
    self.onPress = onPress
  }

  package var acceptsFocus: Bool { isEnabled }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    let text = context.shaper.shape(Substring(title), in: .regular)
    return Size(
      width: isCompact
        ? text.width + 2 * context.scaled(8)
        : max(context.scaled(76), text.width + 2 * context.scaled(12)),
      height: context.shaper.metrics(of: .regular).lineHeight
        + 2 * context.scaled(context.theme.padding))
  }

  package func layout(in context: WindowContext) {
    shapedTitle = nil
    invalidate()
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {
    let theme = context.theme
    canvas.fill(bounds, with: background(in: theme))
    drawOutline(on: canvas, in: context)
    let text = title(in: context)
    let baseline = Point(
      x: bounds.x + (bounds.width - text.width) / 2,
      y: context.shaper.metrics(of: .regular).baseline(centredIn: bounds))
    canvas.draw(text, at: baseline, with: isEnabled ? theme.text : theme.quietText)
  }

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    switch event {
    case .key(let key): handle(key)
    case .pointer(let pointer): handle(pointer)
    case .scroll: false
    }
  }

  private func background(in theme: Theme) -> Color {
    guard isEnabled else { return theme.windowBackground }
    return hold == .inside ? theme.buttonPressedBackground : theme.buttonBackground
  }

  private func drawOutline(on canvas: any Canvas, in context: WindowContext) {
    let theme = context.theme
    if hasFocus && context.isActive {
      canvas.stroke(bounds, thickness: context.scaled(2), with: theme.focusRing)
    } else {
      canvas.stroke(bounds, thickness: context.scaled(1), with: theme.border)
    }
  }

  private func title(in context: WindowContext) -> ShapedText {
    if let shapedTitle { return shapedTitle }
    let width = bounds.width - 2 * context.scaled(context.theme.padding)
    let text = context.shaper.shape(Substring(title), in: .regular, fitting: width)
    shapedTitle = text
    return text
  }

  private func handle(_ key: KeyEvent) -> Bool {
    guard isEnabled, key.modifiers.isEmpty, key.symbol == .enter || key.symbol == .character(" ")
    else { return false }
    onPress?()
    return true
  }

  private func handle(_ pointer: PointerEvent) -> Bool {
    guard isEnabled, pointer.phase != .press || pointer.button == .primary else { return false }
    let isInside = bounds.contains(pointer.position)
    switch pointer.phase {
    case .press: setHold(isInside ? .inside : nil)
    case .motion, .leave: if hold != nil { setHold(isInside ? .inside : .outside) }
    case .release: release(isInside: isInside)
    }
    return true
  }

  private func release(isInside: Bool) {
    guard hold != nil else { return }
    setHold(nil)
    if isInside { onPress?() }
  }

  private func setHold(_ newHold: Hold?) {
    guard newHold != hold else { return }
    hold = newHold
    invalidate()
  }

  private func enabledChanged() {
    hold = nil
    invalidate()
  }
}
