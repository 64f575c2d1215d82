/// What the mouse did.
package struct PointerEvent: Hashable, Sendable {
  package enum Phase: Hashable, Sendable {
    case press, release, motion, leave
  }

  package enum Button: Hashable, Sendable {
    case primary, middle, secondary
    case none
  }

  package var phase: Phase
  /// The button that was pressed or let go, or is held in a motion.
  package var button: Button
  package var position: Point
  package var modifiers: Modifiers
  /// 1 for a click, 2 for a double-click, 3 for a triple-click; of presses, releases and drags alike.
  package var clickCount: Int
  package var time: EventTime

  package init(
    _ phase: Phase, button: Button = .none, at position: Point, modifiers: Modifiers = [],
    clickCount: Int = 1, time: EventTime = .none
  ) {
    self.phase = phase
    self.button = button
    self.position = position
    self.modifiers = modifiers
    self.clickCount = clickCount
    self.time = time
  }
}
