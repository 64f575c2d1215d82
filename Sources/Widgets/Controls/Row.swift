/// Widgets side by side, all as high as the row.
package final class Row: Widget {
  package var state = WidgetState()

  /// The widgets from left to right; hidden ones take no room.
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
    let shares = shares(of: visible, for: width - edges, in: context)
    let gaps = context.scaled(spacing) * max(0, visible.count - 1)
    let widths = Stack.lengths(
      dividing: width - edges, spacing: context.scaled(spacing), among: shares)
    let heights = zip(visible, widths).map {
      $0.widget.preferredSize(for: $1, in: context).height
    }
    return Size(
      width: shares.reduce(gaps + edges) { $0 + $1.preferred }, height: (heights.max() ?? 0) + edges
    )
  }

  package func layout(in context: WindowContext) {
    let inside = bounds.inset(dx: context.scaled(padding), dy: context.scaled(padding))
    let visible = items.filter { !$0.widget.state.isHidden }
    let gap = context.scaled(spacing)
    let widths = Stack.lengths(
      dividing: inside.width, spacing: gap,
      among: shares(of: visible, for: inside.width, in: context))
    var x = inside.x
    for (item, width) in zip(visible, widths) {
      item.widget.place(
        in: Rect(x: x, y: inside.y, width: width, height: inside.height), context: context)
      x += width + gap
    }
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  private func shares(
    of visible: [StackChild], for width: Int, in context: WindowContext
  ) -> [Stack.Share] {
    visible.map {
      .init(
        preferred: $0.widget.preferredSize(for: width, in: context).width, sizing: $0.sizing)
    }
  }
}
