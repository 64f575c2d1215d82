import CText
import Widgets

/// One text on its way to glyphs: the pen moves right, item by item in the order they are seen.
///
/// The pen counts 64ths of a pixel, as HarfBuzz does; what is drawn stands on whole pixels.
struct ShapingPass {
  private let fonts: StyleFonts
  private let engine: ShapingEngine
  private var text: Itemizer
  private(set) var clusters: [ShapedText.Cluster] = []
  private(set) var glyphs: [ShapedText.Glyph] = []
  private var pen = 0

  var width: Int { Self.pixels(pen) }

  init(_ text: Substring, fonts: StyleFonts, engine: ShapingEngine, levels: TextLevels) {
    self.fonts = fonts
    self.engine = engine
    self.text = Itemizer(text, fonts: fonts, levels: levels)
    clusters = self.text.offsets.map { .init(offset: Int($0), x: -1, width: 0) }
    glyphs.reserveCapacity(clusters.count)
    run()
  }

  private mutating func run() {
    guard text.items.count > 1 else { return text.items.forEach { place($0) } }
    for index in TextLevels.visualOrder(of: text.items.map(\.level)) { place(text.items[index]) }
  }

  private mutating func place(_ item: ShapingItem) {
    switch item.face {
    case ShapedText.missingFace: placeBoxes(item)
    case ShapingItem.tab: placeBlank(item, width: 4 * fonts.spaceWidth)
    case ShapingItem.nothing: placeBlank(item, width: 0)
    default: if !placeGlyphs(item) { placeBoxes(item) }
    }
  }

  private mutating func placeBlank(_ item: ShapingItem, width: Int) {
    cover(item.clusters, from: pen, to: pen + width * 64, item)
    pen += width * 64
  }

  private mutating func placeBoxes(_ item: ShapingItem) {
    let order = item.isRightToLeft ? Array(item.scalars.reversed()) : Array(item.scalars)
    var cells: [ShapingCell] = []
    for index in order {
      let scalar = text.scalars[index]
      let end = pen + fonts.boxWidth(of: scalar) * 64
      glyphs.append(.init(missing: scalar, x: Self.pixels(pen)))
      cells.append(ShapingCell(scalar: index, left: pen, right: end))
      pen = end
    }
    cover(item, with: cells)
  }

  /// Shapes an item with its face.
  ///
  /// - Returns: Whether the face could be used.
  private mutating func placeGlyphs(_ item: ShapingItem) -> Bool {
    guard let shaped = engine.shape(item, of: text.scalars) else { return false }
    var cells: [ShapingCell] = []
    for glyph in shaped {
      let start = pen
      if glyph.index == 0 {
        let scalar = text.scalars[glyph.scalar]
        glyphs.append(.init(missing: scalar, x: Self.pixels(pen)))
        pen += fonts.boxWidth(of: scalar) * 64
      } else {
        glyphs.append(
          .init(
            face: Int(item.face), index: glyph.index, x: Self.pixels(pen + glyph.xOffset),
            y: -Self.pixels(glyph.yOffset)))
        pen += glyph.advance
      }
      if cells.last?.scalar == glyph.scalar {
        cells[cells.count - 1].right = pen
      } else {
        cells.append(ShapingCell(scalar: glyph.scalar, left: start, right: pen))
      }
    }
    cover(item, with: cells)
    return true
  }

  // MARK: Clusters

  /// Gives an item's clusters their places; a cell is shared by the clusters that make it up.
  private mutating func cover(_ item: ShapingItem, with cells: [ShapingCell]) {
    var cluster = item.clusters.lowerBound
    let ordered = item.isRightToLeft ? cells.reversed() : cells
    for (number, cell) in ordered.enumerated() {
      let end = number + 1 < ordered.count ? ordered[number + 1].scalar : item.scalars.upperBound
      let first = cluster
      while cluster < item.clusters.upperBound, text.firstScalars[cluster] < end { cluster += 1 }
      if first < cluster {
        cover(first..<cluster, from: cell.left, to: cell.right, item)
      } else if first > item.clusters.lowerBound {
        cover(first - 1..<first, from: cell.left, to: cell.right, item)
      }
    }
  }

  private mutating func cover(
    _ range: Range<Int>, from left: Int, to right: Int, _ item: ShapingItem
  ) {
    for (number, index) in range.enumerated() {
      let place = item.isRightToLeft ? range.count - 1 - number : number
      let start = Self.pixels(left + (right - left) * place / range.count)
      let end = Self.pixels(left + (right - left) * (place + 1) / range.count)
      clusters[index].join(start..<max(start, end), isRightToLeft: item.isRightToLeft)
    }
  }

  private static func pixels(_ value: Int) -> Int { (value + 32) >> 6 }
}

extension ShapedText.Cluster {
  /// Grows by a part of it.
  fileprivate mutating func join(_ part: Range<Int>, isRightToLeft: Bool) {
    self.isRightToLeft = isRightToLeft
    let isNew = x < 0
    let left = isNew ? part.lowerBound : min(Int(x), part.lowerBound)
    let right = isNew ? part.upperBound : max(Int(x + width), part.upperBound)
    x = Int32(clamping: left)
    width = Int32(clamping: right - left)
  }
}

extension ShapedText.Glyph {
  /// The box with a code point.
  fileprivate init(missing scalar: UInt32, x: Int) {
    self.init(face: Int(ShapedText.missingFace), index: scalar, x: x, y: 0)
  }
}
