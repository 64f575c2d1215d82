import Foundation
import Framing

/// A stream of frames, cut in three ways, against a model that sees the whole of it.
///
///     | limit, 2 bytes | seed of the cutting, 2 bytes | stream |
struct FramesTarget {
  private let kind: FrameKind

  /// What a stream holds: its bodies, what is left, and what ends it.
  private struct Content: Equatable {
    var bodies: [[UInt8]] = []
    var left = 0
    var error: FramingError?
  }

  init(_ kind: FrameKind) {
    self.kind = kind
  }

  func run(_ input: [UInt8]) throws(Contradiction) {
    var reader = InputReader(input)
    let limit = 1 + reader.number()
    let seed = reader.number()
    let stream = reader.remaining()
    let expected = model(of: stream, limit: limit)
    for pieces in Splits.all(of: stream, seed: seed) {
      for found in [try decode(pieces, limit: limit), try decodeInPlace(pieces, limit: limit)] {
        try require(found == expected, "\(found) of \(pieces.count) pieces, not \(expected)")
      }
    }
    if kind == .legacy { for body in expected.bodies { try LegacyBody.check(body) } }
  }

  private func decode(
    _ pieces: [ArraySlice<UInt8>], limit: Int
  ) throws(Contradiction) -> Content {
    var decoder = FrameDecoder(kind: kind, limit: limit)
    var content = Content()
    for piece in pieces {
      decoder.append(Array(piece).span)
      do throws(FramingError) {
        while let body = try decoder.next() { content.bodies.append(body) }
      } catch {
        try require(
          content.error == nil || content.error == error, "another error after the first")
        content.error = error
      }
    }
    content.left = decoder.bufferedCount
    try require(decoder.isInsideFrame == (content.left > 0), "inside a frame or not")
    return content
  }

  /// The same by the way that copies only what came in parts.
  private func decodeInPlace(
    _ pieces: [ArraySlice<UInt8>], limit: Int
  ) throws(Contradiction) -> Content {
    var decoder = FrameDecoder(kind: kind, limit: limit)
    var content = Content()
    for piece in pieces {
      let bytes = Array(piece)
      var position = 0
      do throws(FramingError) {
        while let place = try decoder.next(in: bytes.span, from: &position) {
          content.bodies.append(body(at: place, in: bytes))
        }
      } catch {
        try require(
          content.error == nil || content.error == error, "another error after the first")
        content.error = error
      }
    }
    content.left = decoder.bufferedCount
    return content
  }

  private func body(at place: FramePlace, in bytes: [UInt8]) -> [UInt8] {
    switch place {
    case .arrived(let range): Array(bytes[range])
    case .joined(let body): body
    }
  }

  private func model(of stream: [UInt8], limit: Int) -> Content {
    let header = kind == .json ? 4 : 64
    var content = Content()
    var position = 0
    while stream.count - position >= header {
      let length = announced(Array(stream[position..<position + header]))
      switch length {
      case nil: content.error = .badLegacyHeader
      case 0: content.error = .emptyFrame
      case let length? where length > limit:
        content.error = .frameTooLarge(length: length, limit: limit)
      default: break
      }
      guard content.error == nil, let length else { return content }
      guard stream.count - position - header >= length else { break }
      content.bodies.append(Array(stream[position + header..<position + header + length]))
      position += header + length
    }
    content.left = stream.count - position
    return content
  }

  /// The length that a header announces; nil for one that is none.
  private func announced(_ header: [UInt8]) -> Int? {
    guard kind == .legacy else {
      return header.reduce(0) { $0 * 256 + Int($1) }
    }
    // By Foundation: spaces around digits, and a number of any size.
    let text = String(decoding: header, as: UTF8.self).trimmingCharacters(
      in: CharacterSet(charactersIn: " "))
    guard text.range(of: #"\A[0-9]+\z"#, options: .regularExpression) != nil
    else { return nil }
    return Int(text) ?? Int.max
  }
}
