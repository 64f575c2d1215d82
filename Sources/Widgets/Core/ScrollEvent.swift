/// A turn of the wheel.
package struct ScrollEvent: Hashable, Sendable {
  package var position: Point
  /// Notches turned towards the person (down) or away (up, negative); fractions where it is smooth.
  package var notches: Double
  package var modifiers: Modifiers

  package init(at position: Point, notches: Double, modifiers: Modifiers = []) {
    self.position = position
    self.notches = notches
    self.modifiers = modifiers
  }
}
