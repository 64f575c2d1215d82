/// A turn of the wheel.
package struct ScrollEvent: Hashable, Sendable {
  package var position: Point
  /// Notches turned towards the person (down) or away (up, negative); fractions where it is smooth.
  package var notches: Double
  /// The same to the right, or to the left where negative.
  package var sideways: Double
  package var modifiers: Modifiers

  package init(
    at position: Point, notches: Double, sideways: Double = 0, modifiers: Modifiers = []
  ) {
    self.position = position
    self.notches = notches
    self.sideways = sideways
    self.modifiers = modifiers
  }
}
