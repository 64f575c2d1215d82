import Foundation

/// Measures from a key press to changed pixels, as a person with a camera would.
final class Stopwatch {
  private let desk: Desk
  /// One xdotool for all key presses: starting one for each would be measured too.
  private let hands: Program

  init(at desk: Desk) throws {
    self.desk = desk
    hands = try desk.start("xdotool", ["-"])
  }

  /// The median time from a key press to a change in the lower part of a window.
  ///
  /// - Parameters:
  ///   - window: The window; it has the focus.
  ///   - keys: What to press, one after the other.
  ///   - height: How high the part to look at is, from the lower edge.
  /// - Returns: The median, with what looking at the pixels costs.
  /// - Throws: `TimedOut` where a key changes nothing.
  func median(in window: DeskWindow, keys: [String], height: Int) throws -> Duration {
    let times = try times(
      in: window, keys: keys, area: (y: window.height - height, height: height))
    return times[times.count / 2]
  }

  /// The times from key presses to a change in a part of a window, the shortest first.
  ///
  /// - Parameters:
  ///   - window: The window; it has the focus.
  ///   - keys: What to press, one after the other.
  ///   - area: Where to look: as wide as the window.
  /// - Returns: The times, with what looking at the pixels costs.
  /// - Throws: `TimedOut` where a key changes nothing.
  func times(
    in window: DeskWindow, keys: [String], area: (y: Int, height: Int)
  ) throws -> [Duration] {
    try keys.map { try time(of: $0, in: window, area: area) }.sorted()
  }

  private func time(
    of key: String, in window: DeskWindow, area: (y: Int, height: Int)
  ) throws -> Duration {
    let before = try stillPixels(of: window, area)
    let start = ContinuousClock.now
    try hands.write(line: "key --delay 0 \(key)")
    while part(of: window, area) == before {
      if ContinuousClock.now - start > .seconds(10) {
        throw TimedOut(description: "the key \(key) changed nothing in \(window.title) in 10 s")
      }
    }
    return ContinuousClock.now - start
  }

  /// The pixels once nothing has moved for a moment.
  private func stillPixels(
    of window: DeskWindow, _ area: (y: Int, height: Int)
  ) throws -> Pixels {
    var last = part(of: window, area)
    return try eventually("a quiet \(window.title)") {
      usleep(30_000)
      let now = part(of: window, area)
      defer { last = now }
      return now == last ? now : nil
    }
  }

  private func part(of window: DeskWindow, _ area: (y: Int, height: Int)) -> Pixels? {
    desk.screen.pixels(of: window, x: 0, y: area.y, width: window.width, height: area.height)
  }
}
