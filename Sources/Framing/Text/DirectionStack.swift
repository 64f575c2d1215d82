/// What turns the direction of the text at a place: its open embeddings, overrides and isolates (UAX #9).
struct DirectionStack {
  private enum Turn {
    case embedding, override, isolate
  }

  private var open: [Turn] = []
  // Counted, not sought: a text may open as many as it has room for.
  private var overrideCount = 0
  private var isolateCount = 0

  /// Whether letters stand in another order than they are read in, whatever they are.
  var isOverridden: Bool { overrideCount > 0 }

  /// Takes the next scalar of the text.
  mutating func pass(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x202a, 0x202b: open.append(.embedding)
    case 0x202d, 0x202e: openOverride()
    case 0x2066...0x2068: openIsolate()
    case 0x202c: closeEmbedding()
    case 0x2069: closeIsolate()
    // A line's end closes everything.
    case 0x0a, 0x0d, 0x1c...0x1e, 0x85, 0x2029: self = DirectionStack()
    default: break
    }
  }

  private mutating func openOverride() {
    open.append(.override)
    overrideCount += 1
  }

  private mutating func openIsolate() {
    open.append(.isolate)
    isolateCount += 1
  }

  /// Closes one embedding or override, but nothing beyond an isolate.
  private mutating func closeEmbedding() {
    guard let last = open.last, last != .isolate else { return }
    close()
  }

  /// Closes an isolate and all that was opened inside it.
  private mutating func closeIsolate() {
    let count = isolateCount
    while count > 0, isolateCount == count { close() }
  }

  private mutating func close() {
    switch open.popLast() {
    case .override: overrideCount -= 1
    case .isolate: isolateCount -= 1
    case .embedding, nil: break
    }
  }
}
