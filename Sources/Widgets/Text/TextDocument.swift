/// A text in pieces, and how much of the screen each takes.
///
/// The text is a row of paragraphs, a paragraph a row of pieces (see `TextPiece`). Only pieces that
/// somebody asks to see are shaped: of the others the size is estimated from their length, and the
/// total is kept up to date as estimates give way to measures. `keepLayouts(of:)` forgets the
/// layouts of what is no longer seen, not their sizes.
///
/// Along its axis a piece takes `extent(of:)` pixels: downwards where text is wrapped, to the
/// right where it isn't (the one-line entry).
final class TextDocument {
  /// A piece and what is known of its size.
  struct Slot {
    var piece: TextPiece
    var extent: Int32 = 0
    var isMeasured = false
    var layout: PieceLayout?
  }

  /// What sizes depend on.
  struct Format: Equatable {
    /// The width to wrap to; nil to leave each piece on one row.
    var width: Int?
    var lineHeight: Int
    var scale: Double
    /// Which fonts: see `WindowContext.fontGeneration`.
    var fontGeneration = 0
  }

  var slots = [Slot(piece: TextPiece(""))]
  /// The sum of all extents.
  private(set) var totalExtent = 0
  private(set) var format = Format(width: nil, lineHeight: 1, scale: 1)
  private(set) var shaper: (any TextShaper)?
  /// The only slots that may have layouts.
  var laidOut = 0..<0

  var end: TextPosition {
    TextPosition(piece: slots.count - 1, offset: slots[slots.count - 1].piece.utf8Count)
  }

  var isEmpty: Bool { slots.count == 1 && slots[0].piece.utf8Count == 0 }

  /// Tells how to lay out; forgets all sizes if that isn't as before.
  ///
  /// - Returns: Whether they were forgotten.
  @discardableResult
  func setFormat(_ newFormat: Format, shaper newShaper: any TextShaper) -> Bool {
    guard format != newFormat || shaper !== newShaper else { return false }
    format = newFormat
    shaper = newShaper
    forgetSizes()
    return true
  }

  /// Forgets what was laid out, as the fonts are others now.
  func forgetSizes() {
    laidOut = 0..<0
    totalExtent = 0
    for index in slots.indices {
      slots[index].layout = nil
      slots[index].isMeasured = false
      estimate(index)
      totalExtent += Int(slots[index].extent)
    }
  }

  /// Lays out a piece, unless it still is.
  func layout(of index: Int) -> PieceLayout {
    if let known = slots[index].layout { return known }
    guard let shaper else { preconditionFailure("setFormat(_:shaper:) comes first") }
    let slot = slots[index]
    let indent = format.width == nil ? 0 : Int(Double(slot.piece.indent) * format.scale)
    let layout = PieceLayout(
      slot.piece,
      format: .init(width: format.width, indent: indent, base: base(of: index, shaper: shaper)),
      shaper: shaper)
    let extent = format.width == nil ? layout.width : layout.rows.count * format.lineHeight
    totalExtent += extent - Int(slot.extent)
    slots[index].extent = Int32(clamping: extent)
    slots[index].isMeasured = true
    slots[index].layout = layout
    laidOut =
      laidOut.isEmpty
      ? index..<index + 1 : min(laidOut.lowerBound, index)..<max(laidOut.upperBound, index + 1)
    return layout
  }

  /// Which way the line runs that goes on in a piece; nil where the piece starts one.
  private func base(of index: Int, shaper: any TextShaper) -> UInt8? {
    guard index > 0, slots[index - 1].piece.isContinued,
      !slots[index - 1].piece.endsWithLineBreak
    else { return nil }
    let start = lineStart(at: TextPosition(piece: index, offset: 0))
    let piece = slots[start.piece].piece
    let last = piece.utf8Count - Int(piece.runs.last?.utf8Count ?? piece.utf8Count)
    let rest = max(start.offset, last)..<piece.utf8Count
    return shaper.levels(of: piece.substring(rest), base: nil).base
  }

  /// The exact size of a piece along the axis, in pixels; lays it out if need be.
  func extent(of index: Int) -> Int {
    if !slots[index].isMeasured { _ = layout(of: index) }
    return Int(slots[index].extent)
  }

  /// The size of all pieces before one, as far as is known.
  func extent(before index: Int) -> Int {
    var sum = 0
    // By index: a copy of a slot would cost more than the sum.
    for earlier in 0..<index { sum += Int(slots[earlier].extent) }
    return sum
  }

  /// Forgets the layouts of all other pieces.
  func keepLayouts(of range: Range<Int>) {
    for index in laidOut where !range.contains(index) { slots[index].layout = nil }
    laidOut = laidOut.clamped(to: range)
  }

  /// Puts other pieces in the place of some.
  func replaceSlots(_ range: Range<Int>, with pieces: [TextPiece]) {
    for slot in slots[range] { totalExtent -= Int(slot.extent) }
    slots.replaceSubrange(range, with: pieces.map { Slot(piece: $0) })
    for index in range.lowerBound..<range.lowerBound + pieces.count {
      estimate(index)
      totalExtent += Int(slots[index].extent)
    }
    if !laidOut.isEmpty {
      let change = pieces.count - range.count
      laidOut =
        min(
          laidOut.lowerBound, range.lowerBound)..<max(
          laidOut.upperBound + max(change, 0), range.upperBound + change)
      laidOut = laidOut.clamped(to: 0..<slots.count)
    }
  }

  /// Guesses a piece's size from its length: most glyphs are half as wide as a line is high.
  private func estimate(_ index: Int) {
    let piece = slots[index].piece
    let length = piece.utf8Count * format.lineHeight / 2
    guard let width = format.width else {
      slots[index].extent = Int32(clamping: length)
      return
    }
    let lines = Int(piece.lineBreakCount) + (piece.isContinued && piece.endsWithLineBreak ? 0 : 1)
    let rows = max(lines, length / max(1, width) + 1)
    slots[index].extent = Int32(clamping: rows * format.lineHeight)
  }
}
