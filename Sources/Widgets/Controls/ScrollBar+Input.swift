extension ScrollBar {
  /// Moves by some pixels, down where positive, as the person would: `onScroll` is told.
  ///
  /// - Returns: Whether anything moved.
  @discardableResult
  package func scroll(by pixels: Int) -> Bool {
    scroll(to: offset + pixels)
  }

  /// Scrolls by a turn of the wheel, three lines a notch; the owner sends its own wheel events here.
  ///
  /// - Returns: Whether it was used: false with Control held, or where nothing scrolls.
  package func turnWheel(_ scroll: ScrollEvent, in context: WindowContext) -> Bool {
    guard maximumOffset > 0, !scroll.modifiers.contains(.control) else { return false }
    let notch = Double(3 * context.shaper.metrics(of: .regular).lineHeight)
    let distance = wheelRest + max(-1000, min(1000, scroll.notches)) * notch
    let pixels = Int(distance.rounded(.towardZero))
    wheelRest = distance - Double(pixels)
    self.scroll(by: pixels)
    return true
  }

  func handle(_ pointer: PointerEvent, in context: WindowContext) -> Bool {
    switch pointer.phase {
    case .press: press(pointer, in: context)
    case .motion: drag(to: pointer.position.y, in: context)
    case .release: endGesture()
    case .leave: false
    }
  }

  /// Goes to an offset as the person would.
  @discardableResult
  private func scroll(to newOffset: Int) -> Bool {
    let previous = offset
    offset = min(max(0, newOffset), maximumOffset)
    guard offset != previous else { return false }
    onScroll?(offset)
    return true
  }

  private func press(_ pointer: PointerEvent, in context: WindowContext) -> Bool {
    guard pointer.button == .primary || pointer.button == .middle else { return false }
    // Where nothing scrolls the press is swallowed all the same: the widget around it has no row here.
    guard let thumb = thumb(in: context), gesture == nil else { return true }
    let y = pointer.position.y
    if pointer.button == .middle {
      beginDrag(grip: thumb.height / 2)
      return drag(to: y, in: context)
    }
    if thumb.contains(pointer.position) {
      beginDrag(grip: y - thumb.y)
    } else {
      gesture = .paging(towards: y, direction: y < thumb.y ? -1 : 1)
      page(in: context, nextAfter: .milliseconds(350))
    }
    return true
  }

  private func beginDrag(grip: Int) {
    gesture = .drag(grip: grip)
    thumbChanged(isActiveChanged: true)
  }

  private func drag(to y: Int, in context: WindowContext) -> Bool {
    switch gesture {
    case .drag(let grip): moveThumb(top: y - grip, in: context)
    case .paging(_, let direction): gesture = .paging(towards: y, direction: direction)
    case nil: return false
    }
    return true
  }

  private func moveThumb(top: Int, in context: WindowContext) {
    guard let thumb = thumb(in: context) else { return }
    let travel = bounds.height - thumb.height
    guard travel > 0 else { return }
    let way = min(max(0, top - bounds.y), travel)
    scroll(to: (way * maximumOffset + travel / 2) / travel)
  }

  /// Goes a page towards the pointer, and again after a time while the button is held.
  private func page(in context: WindowContext, nextAfter delay: Duration) {
    guard case .paging(let y, let direction) = gesture, let thumb = thumb(in: context) else {
      return
    }
    let line = context.shaper.metrics(of: .regular).lineHeight
    let length = max(visibleLength / 2, visibleLength - line, 1)
    if direction < 0 ? y < thumb.y : y >= thumb.maxY { scroll(by: direction * length) }
    repetition = context.services.schedule(delay) { [weak self] in self?.pageAgain() }
  }

  private func pageAgain() {
    guard let context = state.tree?.context, !state.isHidden else { return }
    page(in: context, nextAfter: .milliseconds(60))
  }

  private func endGesture() -> Bool {
    guard gesture != nil else { return false }
    gesture = nil
    repetition?.cancel()
    repetition = nil
    thumbChanged(isActiveChanged: true)
    return true
  }
}
