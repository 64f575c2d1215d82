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
    let times = try keys.map { try time(of: $0, in: window, height: height) }.sorted()
    return times[times.count / 2]
  }

  private func time(of key: String, in window: DeskWindow, height: Int) throws -> Duration {
    let before = try stillPixels(of: window, height: height)
    let start = ContinuousClock.now
    try hands.write(line: "key --delay 0 \(key)")
    while lowerPart(of: window, height: height) == before {
      if ContinuousClock.now - start > .seconds(10) {
        throw TimedOut(description: "the key \(key) changed nothing in \(window.title) in 10 s")
      }
    }
    return ContinuousClock.now - start
  }

  /// The pixels once nothing has moved for a moment.
  private func stillPixels(of window: DeskWindow, height: Int) throws -> Pixels {
    var last = lowerPart(of: window, height: height)
    return try eventually("a quiet \(window.title)") {
      usleep(30_000)
      let now = lowerPart(of: window, height: height)
      defer { last = now }
      return now == last ? now : nil
    }
  }

  private func lowerPart(of window: DeskWindow, height: Int) -> Pixels? {
    desk.screen.pixels(
      of: window, x: 0, y: window.height - height, width: window.width, height: height)
  }
}
