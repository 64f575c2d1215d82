import CXlib

/// A font's file, mapped here rather than by FreeType, and the face over it that Xft draws with.
///
/// Xft would map files itself, keep five open for good and all of their pages that were ever touched: with a
/// screenful of scripts more memory than all else that is drawn. What was mapped here can be given back.
@safe
final class FontFile {
  let path: String
  private let bytes: UnsafeMutableRawPointer
  private let count: Int
  private let index: Int
  private let freeType: FT_Library
  private(set) var face: FT_Face?

  /// Maps the file that a pattern names; nil where it can't be read or is no font.
  ///
  /// - Parameters:
  ///   - pattern: Of a font that is installed.
  ///   - freeType: The library that reads it; it outlives this.
  init?(of pattern: OpaquePointer, _ freeType: FT_Library?) {
    var path: UnsafeMutablePointer<FcChar8>?
    var index: Int32 = 0
    guard let freeType = unsafe freeType,
      unsafe FcPatternGetString(pattern, FC_FILE, 0, &path) == FcResultMatch,
      let path = unsafe path, let mapped = unsafe Self.map(path)
    else { return nil }
    unsafe FcPatternGetInteger(pattern, FC_INDEX, 0, &index)
    self.path = unsafe String(cString: path)
    unsafe self.freeType = unsafe freeType
    unsafe bytes = unsafe mapped.baseAddress
    count = unsafe mapped.count
    self.index = Int(index)
    unsafe face = unsafe openFace()
    if unsafe face == nil { return nil }
  }

  deinit {
    if let face = unsafe face { unsafe FT_Done_Face(face) }
    unsafe munmap(bytes, count)
  }

  /// Another face of the same font, at no size yet: the caller's to close, before this goes.
  func openFace() -> FT_Face? {
    var face: FT_Face?
    let start = unsafe bytes.assumingMemoryBound(to: FT_Byte.self)
    let error = unsafe FT_New_Memory_Face(freeType, start, count, index, &face)
    return unsafe error == 0 ? face : nil
  }

  /// Lets go of the pages that were touched: they are the file's, and come back when they are touched again.
  func giveBack() {
    unsafe madvise(bytes, count, MADV_DONTNEED)
  }

  private static func map(
    _ path: UnsafePointer<FcChar8>
  ) -> (baseAddress: UnsafeMutableRawPointer, count: Int)? {
    let name = unsafe UnsafeRawPointer(path).assumingMemoryBound(to: CChar.self)
    guard let stream = unsafe fopen(name, "rbe") else { return nil }
    defer { unsafe fclose(stream) }
    var status = stat()
    guard unsafe fstat(fileno(stream), &status) == 0, status.st_size > 0 else { return nil }
    let count = Int(status.st_size)
    let mapped = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, fileno(stream), 0)
    guard let mapped = unsafe mapped, unsafe mapped != banter_map_failed() else { return nil }
    return unsafe (mapped, count)
  }
}
