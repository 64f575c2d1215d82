/// What a window shows: `0xRRGGBB` for each pixel, rows from the top.
struct Pixels: Equatable {
  let width: Int
  let height: Int
  let values: [UInt32]

  subscript(x: Int, y: Int) -> UInt32 { values[y * width + x] }

  /// The middles of the spots of exactly one colour, from the top; what touches is one spot.
  ///
  /// Meant for a column of dots: spots side by side count as one.
  func spots(of color: UInt32) -> [(x: Int, y: Int)] {
    var spots: [(x: Int, y: Int)] = []
    var firstRow: Int?
    for y in 0...height {
      let xs = y < height ? (0..<width).filter { self[$0, y] == color } : []
      if xs.isEmpty, let first = firstRow {
        let middle = (first + y - 1) / 2
        let row = (0..<width).filter { self[$0, middle] == color }
        if let left = row.first, let right = row.last { spots.append(((left + right) / 2, middle)) }
        firstRow = nil
      } else if !xs.isEmpty, firstRow == nil {
        firstRow = y
      }
    }
    return spots
  }
}
