extension Chat {
  /// What stands beside one's own messages.
  enum Mark: Equatable {
    case clock, tick, twoTicks, eye, exclamation
  }

  /// The marks that the window shows, from the top, by their size and colour at 96 dpi.
  func marks() throws -> [Mark] {
    let window = try window()
    // The margin is between the text and the scroll bar; below are the status line and the entry.
    guard
      let pixels = person.desk.screen.pixels(
        of: window, x: window.width - 42, y: 10, width: 18, height: window.height - 80)
    else { return [] }
    return pixels.blots(on: 0xffffff).filter { $0.height > 2 }.map(Chat.mark)
  }

  /// Waits until the window shows exactly these marks.
  func waitFor(marks wanted: [Mark]) throws {
    var last: [Mark] = []
    try eventually(
      "the marks \(wanted) in the window of \(person.name) with \(peer)", state: { "not \(last)" }
    ) {
      last = try marks()
      return last == wanted
    }
  }

  private static func mark(_ blot: Pixels.Blot) -> Mark {
    let (red, blue) = (blot.darkest >> 16, blot.darkest & 0xff)
    if red > blue + 0x30 { return .exclamation }
    if blue > red + 0x30 { return .eye }
    if blot.height >= 9 { return .clock }
    return blot.width >= 11 ? .twoTicks : .tick
  }
}

extension Pixels {
  /// What isn't background, in rows that touch each other.
  struct Blot {
    var width: Int
    var height: Int
    /// The colour furthest from white.
    var darkest: UInt32
  }

  /// The blots on a background, from the top; what is side by side is one.
  func blots(on background: UInt32) -> [Blot] {
    var blots: [Blot] = []
    var rows: [Int] = []
    for y in 0...height {
      let isInked = y < height && (0..<width).contains { self[$0, y] != background }
      if isInked {
        rows.append(y)
      } else if !rows.isEmpty {
        let columns = (0..<width).filter { x in rows.contains { self[x, $0] != background } }
        let ink = rows.flatMap { y in columns.map { self[$0, y] } }
        let sum = { (color: UInt32) in (color >> 16) + (color >> 8 & 0xff) + (color & 0xff) }
        blots.append(
          Blot(
            width: (columns.last ?? 0) - (columns.first ?? 0) + 1, height: rows.count,
            darkest: ink.min { sum($0) < sum($1) } ?? background))
        rows = []
      }
    }
    return blots
  }
}
