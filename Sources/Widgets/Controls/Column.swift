/// Widgets one above the other, all as wide as the column.
package final class Column: Widget {
  package var state = WidgetState()

  /// The widgets from top to bottom; hidden ones take no room.
  package var items: [StackChild] {
    didSet { replaceChildren(oldValue.map(\.widget)) }
  }

  /// The space between widgets, in pixels at 96 dpi.
  package var spacing: Int {
    didSet { invalidateLayout() }
  }

  /// The space round all of them, in pixels at 96 dpi.
  package var padding: Int {
    didSet { invalidateLayout() }
  }

  package init(spacing: Int = 6, padding: Int = 0, _ items: [StackChild]) {
    self.spacing = spacing
    self.padding = padding
    self.items = items
  }

  package var children: [any Widget] { items.map(\.widget) }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    let edges = 2 * context.scaled(padding)
    let visible = items.filter { !$0.widget.state.isHidden }
    let sizes = visible.map { $0.widget.preferredSize(for: width - edges, in: context) }
    let gaps = context.scaled(spacing) * max(0, visible.count - 1)
    return Size(
      width: (sizes.map(\.width).max() ?? 0) + edges,
      height: sizes.reduce(gaps + edges) { $0 + $1.height })
  }

  package func layout(in context: WindowContext) {
    let inside = bounds.inset(dx: context.scaled(padding), dy: context.scaled(padding))
    let visible = items.filter { !$0.widget.state.isHidden }
    let gap = context.scaled(spacing)
    let shares = visible.map {
      Stack.Share(
        preferred: $0.widget.preferredSize(for: inside.width, in: context).height,
        sizing: $0.sizing)
    }
    let heights = Stack.lengths(dividing: inside.height, spacing: gap, among: shares)
    var y = inside.y
    for (item, height) in zip(visible, heights) {
      item.widget.place(
        in: Rect(x: inside.x, y: y, width: inside.width, height: height), context: context)
      y += height + gap
    }
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}
}
