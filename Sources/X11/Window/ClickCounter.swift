import Widgets

/// Tells single clicks from double and triple ones.
struct ClickCounter {
  /// Two presses further apart are two clicks.
  private static let interval: UInt32 = 400
  /// In pixels at 96 dpi.
  private static let distance = 4.0

  private var button = PointerEvent.Button.none
  private var position = Point.zero
  private var time: UInt32 = 0
  /// The number of the newest press: 1, 2, 3, then 1 again.
  private(set) var count = 1

  mutating func press(
    _ button: PointerEvent.Button, at position: Point, time: EventTime, scale: Double
  ) {
    let reach = Int(Self.distance * scale)
    let isNear =
      abs(position.x - self.position.x) <= reach && abs(position.y - self.position.y) <= reach
    let isSoon = time.milliseconds &- self.time <= Self.interval
    let follows = button == self.button && isNear && isSoon && count < 3
    count = follows ? count + 1 : 1
    self.button = button
    self.position = position
    self.time = time.milliseconds
  }
}
