import Foundation

extension Chat {
  /// The links that the window shows, from the top and the left: where the middle of each one's underline is.
  func links() throws -> [(x: Int, y: Int)] {
    let window = try window()
    guard let pixels = person.desk.screen.pixels(of: window) else { return [] }
    return (0..<window.height).flatMap { y in
      pixels.runs(of: 0x0b4fb3, inRow: y, longerThan: 24).map {
        (($0.lowerBound + $0.upperBound) / 2, y)
      }
    }
  }

  /// Waits until the window shows some number of links.
  func waitForLinks(_ count: Int) throws -> [(x: Int, y: Int)] {
    try eventually("\(count) links in the window of \(person.name) with \(peer)") {
      let found = try links()
      return found.count == count ? found : nil
    }
  }
}

extension Pixels {
  /// The unbroken runs of exactly one colour in a row of pixels.
  func runs(of color: UInt32, inRow y: Int, longerThan least: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for x in 0...width {
      let isColor = x < width && self[x, y] == color
      if isColor {
        start = start ?? x
      } else if let first = start {
        if x - first > least { runs.append(first..<x) }
        start = nil
      }
    }
    return runs
  }
}
