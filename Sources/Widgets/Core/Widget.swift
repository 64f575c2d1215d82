/// A part of a window that lays itself out, draws itself and answers to a person.
///
/// A widget knows no X: it draws on a `Canvas`, is given `InputEvent`s and tells what happened through
/// closures of its own. It calls `invalidate()` (an extension) when its look changes and never
/// draws outside `draw(on:)`.
package protocol Widget: AnyObject {
  /// Where the widget is; written by its container's layout through `place(in:)` and by the tree.
  var state: WidgetState { get set }

  /// The widgets inside it, in the order of Tab.
  var children: [any Widget] { get }

  /// Whether it can have the focus, by Tab above all.
  var acceptsFocus: Bool { get }

  /// Whether a click gives it the focus that it accepts.
  var takesFocusByClick: Bool { get }

  /// The size that the widget would like.
  ///
  /// - Parameters:
  ///   - width: The width on offer, in pixels: what wraps gives its height for it.
  ///   - context: Fonts, theme and scale.
  /// - Returns: Its least useful size; a container may give more.
  func preferredSize(for width: Int, in context: WindowContext) -> Size

  /// Lays out what is inside, after `bounds` or the context changed.
  func layout(in context: WindowContext)

  /// Draws what `canvas.clip` covers of it. The background is already there in the window's colour.
  func draw(on canvas: any Canvas, in context: WindowContext)

  /// Answers an event; positions are in window coordinates.
  ///
  /// - Returns: Whether it was used; an unused one goes to the widget around this one.
  func handle(_ event: InputEvent, in context: WindowContext) -> Bool

  /// What the pointer looks like at a point of the window that is on this widget and on none inside it.
  func pointerShape(at position: Point) -> PointerShape

  /// Somebody else has taken one of X's selections: what shows as selected is it no more.
  func selectionLost(_ kind: SelectionKind)

  /// An input method composes something, or has ended to: where it was typed, it would be here.
  func compose(_ preedit: Preedit, in context: WindowContext)

  /// The focus came or went, or the window's own focus did.
  func focusChanged(in context: WindowContext)
}

extension Widget {
  package var children: [any Widget] { [] }
  package var acceptsFocus: Bool { false }
  package var takesFocusByClick: Bool { true }
  package func layout(in context: WindowContext) {}
  package func pointerShape(at position: Point) -> PointerShape { .arrow }
  package func selectionLost(_ kind: SelectionKind) {}
  package func compose(_ preedit: Preedit, in context: WindowContext) {}
  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool { false }
  package func focusChanged(in context: WindowContext) { invalidate() }

  package var bounds: Rect { state.bounds }

  /// Whether this widget has the focus in its window (the window itself may be without).
  package var hasFocus: Bool { state.tree?.focused === self }

  /// Whether the widget is left out of the window: it is not drawn, takes no room and gets no events.
  package var isHidden: Bool {
    get { state.isHidden }
    set {
      guard newValue != state.isHidden else { return }
      state.isHidden = newValue
      invalidateLayout()
    }
  }

  /// Marks all of the widget as damaged.
  package func invalidate() {
    state.tree?.invalidate(bounds)
  }

  /// Marks a part of the widget, in window coordinates, as damaged.
  package func invalidate(_ rect: Rect) {
    state.tree?.invalidate(rect.intersection(bounds))
  }

  /// Asks that the whole window be laid out again before it is next drawn.
  package func invalidateLayout() {
    state.tree?.invalidateLayout()
  }

  /// Puts the widget at `bounds` and lays it out; for containers.
  package func place(in bounds: Rect, context: WindowContext) {
    state.bounds = bounds
    layout(in: context)
  }
}
