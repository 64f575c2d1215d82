/// The widgets of one window: who has the focus and the mouse, what is damaged.
///
/// A window feeds it sizes and events and asks it to draw its damage; it knows no X. Layout and
/// drawing are put off until `draw(on:)`, so many changes in one wake-up cost one drawing.
/// A press grabs the mouse for its widget until the release. Keys go to the focused widget first, then
/// to each widget around it; Tab and Shift+Tab that nobody used move the focus.
package final class WidgetTree {
  package let root: any Widget
  package let context: WindowContext
  package private(set) var focused: (any Widget)?
  /// What has to be drawn again, in pixels of the window.
  package private(set) var damage = Rect.zero
  /// Answers keys that no widget used, the window's shortcuts, and returns whether it did.
  package var onUnusedKey: ((KeyEvent) -> Bool)?

  private var size = Size.zero
  private var layoutIsStale = true
  private var grabber: (any Widget)?

  package init(root: any Widget, context: WindowContext) {
    self.root = root
    self.context = context
    attach(root)
  }

  /// Gives every widget below `widget` this tree; call it for widgets added later.
  package func attach(_ widget: any Widget) {
    widget.state.tree = self
    for child in widget.children { attach(child) }
  }

  package func resize(to newSize: Size) {
    guard newSize != size else { return }
    size = newSize
    invalidateLayout()
  }

  package func invalidate(_ rect: Rect) {
    let visible = rect.intersection(Rect(origin: .zero, size: size))
    guard !visible.isEmpty else { return }
    damage = damage.union(visible)
    context.services.needsDisplay()
  }

  package func invalidateLayout() {
    layoutIsStale = true
    invalidate(Rect(origin: .zero, size: size))
  }

  /// Lays out if something asked for it; for a test, or for who must know bounds before drawing.
  package func layoutIfNeeded() {
    guard layoutIsStale else { return }
    layoutIsStale = false
    root.place(in: Rect(origin: .zero, size: size), context: context)
  }

  /// Draws the damage and takes it away.
  ///
  /// - Parameter canvas: Made for the damaged part: its `clip` is `damage` or smaller.
  package func draw(on canvas: any Canvas) {
    layoutIfNeeded()
    canvas.fill(canvas.clip, with: context.theme.windowBackground)
    draw(root, on: canvas)
    damage = .zero
  }

  private func draw(_ widget: any Widget, on canvas: any Canvas) {
    guard !widget.state.isHidden, widget.bounds.intersects(canvas.clip) else { return }
    canvas.clipped(to: widget.bounds) {
      widget.draw(on: canvas, in: context)
      for child in widget.children { draw(child, on: canvas) }
    }
  }

  // MARK: Focus

  /// Gives the focus to `widget`, or to nobody.
  package func focus(_ widget: (any Widget)?) {
    guard focused !== widget else { return }
    let previous = focused
    focused = widget
    if widget == nil { context.services.placeCaret(nil) }
    previous?.focusChanged(in: context)
    widget?.focusChanged(in: context)
  }

  /// The window's own focus came or went.
  package func windowFocusChanged(to isActive: Bool) {
    guard context.isActive != isActive else { return }
    context.isActive = isActive
    focused?.focusChanged(in: context)
  }

  private func moveFocus(by step: Int) {
    let stops = focusStops(in: root)
    guard !stops.isEmpty else { return }
    let current = stops.firstIndex { $0 === focused }
    let next = current.map { $0 + step } ?? (step > 0 ? 0 : stops.count - 1)
    focus(stops[(next + stops.count) % stops.count])
  }

  private func focusStops(in widget: any Widget) -> [any Widget] {
    guard !widget.state.isHidden else { return [] }
    return (widget.acceptsFocus ? [widget] : []) + widget.children.flatMap(focusStops(in:))
  }

  // MARK: Events

  /// Sends an event to the widget it is for.
  ///
  /// - Returns: Whether anybody used it.
  @discardableResult
  package func handle(_ event: InputEvent) -> Bool {
    layoutIfNeeded()
    switch event {
    case .key(let key): return handle(key)
    case .pointer(let pointer): return handle(pointer)
    case .scroll(let scroll): return send(event, alongPathTo: scroll.position)
    }
  }

  private func handle(_ key: KeyEvent) -> Bool {
    let path = focused.map { pathToRoot(from: $0) } ?? [root]
    if path.contains(where: { $0.handle(.key(key), in: context) }) { return true }
    if key.symbol == .tab, key.modifiers.subtracting(.shift).isEmpty {
      moveFocus(by: key.modifiers.contains(.shift) ? -1 : 1)
      return true
    }
    return onUnusedKey?(key) ?? false
  }

  private func handle(_ pointer: PointerEvent) -> Bool {
    if let grabber, pointer.phase != .press {
      if pointer.phase == .release { self.grabber = nil }
      return grabber.handle(.pointer(pointer), in: context)
    }
    guard pointer.phase == .press else {
      return send(.pointer(pointer), alongPathTo: pointer.position)
    }
    let path = path(to: pointer.position)
    if pointer.button == .primary, let target = path.first(where: { $0.acceptsFocus }) {
      focus(target)
    }
    let user = path.first { $0.handle(.pointer(pointer), in: context) }
    grabber = user
    return user != nil
  }

  private func send(_ event: InputEvent, alongPathTo position: Point) -> Bool {
    path(to: position).contains { $0.handle(event, in: context) }
  }

  /// The widgets under a point, innermost first.
  private func path(to position: Point) -> [any Widget] {
    var path: [any Widget] = []
    var next: (any Widget)? = root.bounds.contains(position) ? root : nil
    while let widget = next {
      path.insert(widget, at: 0)
      next = widget.children.last { !$0.state.isHidden && $0.bounds.contains(position) }
    }
    return path
  }

  private func pathToRoot(from widget: any Widget) -> [any Widget] {
    func path(below ancestor: any Widget) -> [any Widget]? {
      if ancestor === widget { return [ancestor] }
      for child in ancestor.children {
        if let found = path(below: child) { return found + [ancestor] }
      }
      return nil
    }
    return path(below: root) ?? [root]
  }
}
