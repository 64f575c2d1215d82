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

  /// What an input method composes for the focused widget.
  private var preedit = Preedit.none
  private var size = Size.zero
  private var layoutIsStale = true
  /// Where the pointer is, while it is over the window, and how it looks.
  var pointerPosition: Point?
  var pointerShape = PointerShape.arrow
  /// The widget that a press gave the mouse to, and the button whose release ends that.
  private(set) var grab: (widget: any Widget, button: PointerEvent.Button)?

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

  /// Takes `widget` and what is inside it out of the tree; the focus and the mouse leave it.
  package func detach(_ widget: any Widget) {
    if let focused, contains(focused, in: widget) { focus(nil) }
    if let grab, contains(grab.widget, in: widget) { self.grab = nil }
    forget(widget)
  }

  private func forget(_ widget: any Widget) {
    widget.state.tree = nil
    for child in widget.children { forget(child) }
  }

  private func contains(_ widget: any Widget, in ancestor: any Widget) -> Bool {
    ancestor === widget || ancestor.children.contains { contains(widget, in: $0) }
  }

  /// Tells every widget but one that it has lost one of X's selections.
  package func selectionLost(_ kind: SelectionKind, to winner: (any Widget)? = nil) {
    func tell(_ widget: any Widget) {
      if widget !== winner { widget.selectionLost(kind) }
      for child in widget.children { tell(child) }
    }
    tell(root)
  }

  /// The theme, the scale or the fonts are others now.
  package func contextChanged() {
    invalidateLayout()
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
    // What drawing itself or a late layout damages stays for the next time.
    if canvas.clip.intersection(damage) == damage { damage = .zero }
    canvas.fill(canvas.clip, with: context.theme.windowBackground)
    draw(root, on: canvas)
    // What is under the pointer may have moved.
    followPointer()
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
    endComposition()
    let previous = focused
    focused = widget
    previous?.focusChanged(in: context)
    context.services.placeCaret(nil)
    widget?.focusChanged(in: context)
  }

  /// The window's own focus came or went.
  package func windowFocusChanged(to isActive: Bool) {
    guard context.isActive != isActive else { return }
    context.isActive = isActive
    focused?.focusChanged(in: context)
  }

  /// An input method composes something, or has ended to.
  package func compose(_ newPreedit: Preedit) {
    guard newPreedit != preedit else { return }
    preedit = newPreedit
    focused?.compose(preedit, in: context)
  }

  /// Ends what is being composed: what the method gives back is typed where it was composed.
  private func endComposition() {
    guard !preedit.isEmpty else { return }
    let rest = context.services.endComposition()
    compose(.none)
    guard !rest.isEmpty else { return }
    _ = focused?.handle(.key(KeyEvent(.unknown, text: rest)), in: context)
  }

  private func moveFocus(by step: Int) {
    // The focused one counts though it may not accept the focus any more: its neighbours are next.
    let stops = visibleWidgets(in: root).filter { $0.acceptsFocus || $0 === focused }
    guard !stops.isEmpty else { return }
    let current = stops.firstIndex { $0 === focused }
    let next = current.map { $0 + step } ?? (step > 0 ? 0 : stops.count - 1)
    focus(stops[(next + stops.count) % stops.count])
  }

  private func visibleWidgets(in widget: any Widget) -> [any Widget] {
    guard !widget.state.isHidden else { return [] }
    return [widget] + widget.children.flatMap(visibleWidgets(in:))
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
    case .pointer(let pointer):
      defer { pointerMoved(pointer) }
      return handle(pointer)
    case .scroll(let scroll): return send(event, alongPathTo: scroll.position)
    }
  }

  private func handle(_ key: KeyEvent) -> Bool {
    dropHidden()
    let path = focused.flatMap { visiblePath(from: $0) } ?? [root]
    if path.contains(where: { $0.handle(.key(key), in: context) }) { return true }
    if key.symbol == .tab, key.modifiers.subtracting(.shift).isEmpty {
      moveFocus(by: key.modifiers.contains(.shift) ? -1 : 1)
      return true
    }
    return onUnusedKey?(key) ?? false
  }

  private func handle(_ pointer: PointerEvent) -> Bool {
    dropHidden()
    if let grab {
      let isButton = pointer.phase == .press || pointer.phase == .release
      // While one button holds a widget, the others do nothing.
      guard !isButton || pointer.button == grab.button else { return true }
      if pointer.phase == .release { self.grab = nil }
      return grab.widget.handle(.pointer(pointer), in: context)
    }
    guard pointer.phase == .press else {
      return send(.pointer(pointer), alongPathTo: pointer.position)
    }
    return press(pointer)
  }

  private func press(_ pointer: PointerEvent) -> Bool {
    endComposition()
    let path = path(to: pointer.position)
    let target = path.first { $0.acceptsFocus && $0.takesFocusByClick }
    if pointer.button == .primary, let target { focus(target) }
    let user = path.first { $0.handle(.pointer(pointer), in: context) }
    // Its own answer may have taken it out of the window.
    grab = user.flatMap { $0.state.tree === self ? ($0, pointer.button) : nil }
    return user != nil
  }

  /// Takes the focus and the mouse from widgets that were hidden since they got them.
  private func dropHidden() {
    if let focused, visiblePath(from: focused) == nil { focus(nil) }
    if let grab, visiblePath(from: grab.widget) == nil { self.grab = nil }
  }

  private func send(_ event: InputEvent, alongPathTo position: Point) -> Bool {
    path(to: position).contains { $0.handle(event, in: context) }
  }

  /// The widgets under a point, innermost first.
  func path(to position: Point) -> [any Widget] {
    var path: [any Widget] = []
    var next: (any Widget)? = root.bounds.contains(position) ? root : nil
    while let widget = next {
      path.insert(widget, at: 0)
      next = widget.children.last { !$0.state.isHidden && $0.bounds.contains(position) }
    }
    return path
  }

  /// A widget and those around it, innermost first; nil where one of them is hidden.
  private func visiblePath(from widget: any Widget) -> [any Widget]? {
    func path(below ancestor: any Widget) -> [any Widget]? {
      if ancestor.state.isHidden { return nil }
      if ancestor === widget { return [ancestor] }
      for child in ancestor.children {
        if let found = path(below: child) { return found + [ancestor] }
      }
      return nil
    }
    return path(below: root)
  }
}
