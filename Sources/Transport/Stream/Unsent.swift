/// What a connection had queued and did not write.
package struct Unsent: Sendable {
  /// The pieces in their order; the first one is still whole.
  package var pieces: [[UInt8]]

  /// How many bytes of the first piece have been written.
  package var writtenOfFirst: Int

  package init(pieces: [[UInt8]] = [], writtenOfFirst: Int = 0) {
    (self.pieces, self.writtenOfFirst) = (pieces, writtenOfFirst)
  }

  package var isEmpty: Bool { pieces.isEmpty }
}
