import Widgets

/// How far a wheel was turned, in notches.
struct WheelTurn: Equatable {
  var down = 0.0
  var right = 0.0

  init(down: Double = 0, right: Double = 0) {
    self.down = down
    self.right = right
  }

  /// What a press of buttons 4 to 7 means; nil for any other button.
  init?(button: UInt32) {
    switch button {
    case 4: self.init(down: -1)
    case 5: self.init(down: 1)
    case 6: self.init(right: -1)
    case 7: self.init(right: 1)
    default: return nil
    }
  }

  func event(at position: Point, modifiers: Modifiers) -> ScrollEvent {
    ScrollEvent(at: position, notches: down, sideways: right, modifiers: modifiers)
  }
}
