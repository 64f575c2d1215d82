/// Turns the places that a device's wheels are at, as XInput 2 tells them, into how far they were turned.
///
/// A wheel's place counts on for ever, also while the pointer is over other windows: the first one that is
/// seen after the pointer came in only says where the wheel is.
struct ScrollTracker: Equatable {
  /// One wheel, or one direction of a touch pad.
  struct Axis: Equatable {
    let number: Int
    let isVertical: Bool
    /// How far one notch takes it; negative where it goes the other way.
    let increment: Double
    var place: Double?
  }

  private(set) var axes: [Axis]

  init(_ axes: [Axis]) {
    self.axes = axes.filter { $0.increment != 0 && $0.increment.isFinite }
  }

  /// The pointer came in: nobody knows where the wheels are.
  mutating func forgetPlaces() {
    for index in axes.indices { axes[index].place = nil }
  }

  /// Takes the new places of some axes.
  ///
  /// - Returns: How far they were turned; nil where no wheel was turned that is known.
  mutating func take(_ places: [Int: Double]) -> WheelTurn? {
    var turn: WheelTurn?
    for index in axes.indices {
      guard let place = places[axes[index].number], place.isFinite else { continue }
      defer { axes[index].place = place }
      guard let last = axes[index].place else { continue }
      let notches = (place - last) / axes[index].increment
      if axes[index].isVertical {
        turn = WheelTurn(down: (turn?.down ?? 0) + notches, right: turn?.right ?? 0)
      } else {
        turn = WheelTurn(down: turn?.down ?? 0, right: (turn?.right ?? 0) + notches)
      }
    }
    return turn
  }
}
