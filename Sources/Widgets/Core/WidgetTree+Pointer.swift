extension WidgetTree {
  /// Notes where the pointer is.
  func pointerMoved(_ event: PointerEvent) {
    pointerPosition = event.phase == .leave ? nil : event.position
    followPointer()
  }

  /// Gives the pointer the look that belongs where it is; while a button holds a widget it keeps the one it has.
  func followPointer() {
    guard grab == nil else { return }
    let widget = pointerPosition.flatMap { position in
      path(to: position).first.map { ($0, position) }
    }
    let shape = widget.map { $0.pointerShape(at: $1) } ?? .arrow
    guard shape != pointerShape else { return }
    pointerShape = shape
    context.services.showPointer(shape)
  }
}
