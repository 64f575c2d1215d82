/// A vertical scroll bar: shows which part of something long is visible, and moves it.
///
/// The widget that scrolls owns one as a child, places it with `width(in:)`, tells it the lengths and is
/// told by `onScroll` where the person went. All lengths are pixels. The thumb is dragged; a click in
/// the trough goes a page towards it, and again while it is held; the middle button takes the
/// thumb to the pointer. It never takes the focus.
package final class ScrollBar: Widget {
  package var state = WidgetState()

  /// How long all of the content is.
  package var contentLength = 0 {
    didSet { thumbChanged() }
  }

  /// How much of it can be seen at once.
  package var visibleLength = 0 {
    didSet { thumbChanged() }
  }

  /// How much of the content is above the visible part: always from 0 to `maximumOffset`.
  ///
  /// It may be set before the lengths that allow it.
  package var offset: Int {
    get { min(max(0, wantedOffset), maximumOffset) }
    set {
      wantedOffset = newValue
      thumbChanged()
    }
  }

  /// The person moved to this offset; not called when `offset` is set.
  package var onScroll: ((Int) -> Void)?

  /// The offset at which the content's end is visible.
  package var maximumOffset: Int { max(0, contentLength - visibleLength) }

  /// What the held mouse button does.
  enum Gesture {
    /// The thumb follows the pointer, which holds it this far below its top.
    case drag(grip: Int)
    /// The bar pages one way, up (-1) or down (1), until the thumb is at the pointer or past it.
    case paging(towards: Int, direction: Int)
  }

  var gesture: Gesture?
  var repetition: ScheduledTimer?
  /// The part of a pixel that smooth scrolling has left over.
  var wheelRest = 0.0

  private var wantedOffset = 0
  private var drawnThumb: Rect?

  package init() {}

  /// How wide a scroll bar is in a window.
  package static func width(in context: WindowContext) -> Int {
    context.scaled(context.theme.scrollBarWidth)
  }

  /// The thumb; nil where nothing scrolls.
  package func thumb(in context: WindowContext) -> Rect? {
    guard maximumOffset > 0, !bounds.isEmpty else { return nil }
    let share = bounds.height * max(0, visibleLength) / contentLength
    let length = min(bounds.height, max(share, context.scaled(20)))
    let y = bounds.y + (bounds.height - length) * offset / maximumOffset
    return Rect(x: bounds.x, y: y, width: bounds.width, height: length)
  }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    Size(width: Self.width(in: context), height: context.scaled(40))
  }

  package func layout(in context: WindowContext) {
    drawnThumb = thumb(in: context)
    invalidate()
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {
    drawnThumb = thumb(in: context)
    // Where nothing scrolls the owner's background stays.
    guard let thumb = drawnThumb else { return }
    canvas.fill(bounds, with: context.theme.scrollBarTrough)
    let color: Color
    if case .drag = gesture {
      color = context.theme.scrollBarActiveThumb
    } else {
      color = context.theme.scrollBarThumb
    }
    let gap = context.scaled(2)
    canvas.fill(thumb.inset(dx: gap, dy: gap), with: color)
  }

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    switch event {
    case .key: false
    case .pointer(let pointer): handle(pointer, in: context)
    case .scroll(let scroll): turnWheel(scroll, in: context)
    }
  }

  /// Damages what the thumb left and what it came to, and nothing where it did not move.
  func thumbChanged(isActiveChanged: Bool = false) {
    guard let context = state.tree?.context else { return }
    let newThumb = thumb(in: context)
    guard newThumb != drawnThumb || isActiveChanged else { return }
    if let newThumb, let drawnThumb {
      invalidate(drawnThumb.union(newThumb))
    } else {
      invalidate()
    }
    drawnThumb = newThumb
  }
}
