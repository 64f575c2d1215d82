extension TextView {
  /// Scrolls some pixels down, or up where negative.
  func scroll(by distance: Int) {
    pane.viewport.scroll(by: distance, in: pane.document)
    scrolled()
  }

  /// Scrolls to where the scroll bar was moved.
  func scroll(to offset: Int) {
    let inside = offset - extentAbove
    let last = pane.document.totalExtent - pane.viewport.length
    if countBelow == 0, inside >= last {
      pane.viewport.followsEnd = true
    } else if inside < 0, countAbove > 0 {
      onJump?(.number(offset / averageExtent))
      return
    } else if inside > last, countBelow > 0 {
      onJump?(.number(countAbove + count + (inside - last) / averageExtent))
      return
    } else {
      pane.viewport.scroll(to: inside, in: pane.document)
    }
    scrolled()
  }

  /// Shows the first row.
  package func scrollToTop() {
    if countAbove > 0 { onJump?(.start) }
    guard countAbove == 0 else { return }
    pane.viewport.place(at: 0, shift: 0)
    scrolled()
  }

  func scrolled() {
    viewChanged()
    onScroll?()
  }

  /// What Page Up and Page Down move by: one row stays in view.
  var pageLength: Int { max(pane.lineHeight, pane.viewport.length - pane.lineHeight) }

  /// Three rows a notch; what is left of a pixel is kept for the next turn.
  func turnWheel(_ scroll: ScrollEvent) -> Bool {
    guard !scroll.modifiers.contains(.control) else { return false }
    let notches = max(-100, min(100, scroll.notches))
    let distance = wheelRest + notches * Double(3 * pane.lineHeight)
    let pixels = Int(distance.rounded(.towardZero))
    wheelRest = distance - Double(pixels)
    if pixels != 0 { self.scroll(by: pixels) }
    if pane.drag != nil { extendDrag() }
    return true
  }
}
