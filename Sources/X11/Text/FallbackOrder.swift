import CXlib

/// Fonts in the order in which fontconfig would have them step in, opened when a character needs one.
@safe
final class FallbackOrder {
  private enum State {
    case unopened
    case open(Int32)
    case unusable
  }

  /// Of thousands of installed fonts, these many are looked at.
  private static let limit = 512

  private let pattern: OpaquePointer
  private let sorted: UnsafeMutablePointer<FcFontSet>?
  private let isForEmoji: Bool
  private var states: [State]

  /// Sorts the installed fonts; slow (milliseconds).
  ///
  /// - Parameters:
  ///   - pattern: What is looked for, substituted; kept.
  ///   - isForEmoji: Whether only colour fonts count.
  init(pattern: OpaquePointer, isForEmoji: Bool = false) {
    unsafe self.pattern = unsafe pattern
    self.isForEmoji = isForEmoji
    var result = FcResultMatch
    let sorted = unsafe FcFontSort(nil, pattern, isForEmoji ? 0 : 1, nil, &result)
    unsafe self.sorted = unsafe sorted
    let count = unsafe sorted.map { unsafe Int($0.pointee.nfont) } ?? 0
    states = Array(repeating: .unopened, count: min(count, Self.limit))
  }

  deinit {
    if let sorted = unsafe sorted { unsafe FcFontSetDestroy(sorted) }
  }

  /// The first font that has all of some characters.
  func face(having scalars: [UInt32], library: FaceLibrary) -> Int32? {
    for index in states.indices {
      guard let font = unsafe sorted?.pointee.fonts[index] else { continue }
      guard scalars.allSatisfy({ unsafe FaceLibrary.has($0, font) }) else { continue }
      guard let face = unsafe face(at: index, font, library) else { continue }
      if scalars.allSatisfy({ library.has($0, in: face) }) { return face }
    }
    return nil
  }

  private func face(at index: Int, _ font: OpaquePointer, _ library: FaceLibrary) -> Int32? {
    switch states[index] {
    case .open(let face): return face
    case .unusable: return nil
    case .unopened:
      if isForEmoji, unsafe !FaceLibrary.isColor(font) { return unusable(index) }
      guard let face = unsafe library.open(font, for: pattern) else { return unusable(index) }
      states[index] = .open(face)
      return face
    }
  }

  private func unusable(_ index: Int) -> Int32? {
    states[index] = .unusable
    return nil
  }
}
