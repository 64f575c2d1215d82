import CXlib

/// What was in a window's property.
struct SelectionProperty {
  let type: Atom
  /// The bits of an item: 8, 16 or 32.
  let format: CInt
  /// The items of format 8.
  let bytes: [UInt8]
  /// The items of format 32; libX11 keeps each in a long.
  let items: [UInt]
  /// Whether there was more of it than was read.
  let isCutShort: Bool

  /// Reads a property.
  ///
  /// - Parameters:
  ///   - property: Its atom.
  ///   - window: The window it is on, which may have gone.
  ///   - display: The display of both.
  ///   - limit: How many bytes to read at most.
  ///   - isTaken: Whether to delete it when all of it was read: the owner's sign to go on.
  /// - Returns: Its value, or nil where there is none.
  static func read(
    _ property: Atom, of window: Window, on display: OpaquePointer, limit: Int, isTaken: Bool
  ) -> SelectionProperty? {
    var (type, format, count, left) = (Atom(0), CInt(0), CUnsignedLong(0), CUnsignedLong(0))
    var start: UnsafeMutablePointer<UInt8>?
    let result = unsafe XGetWindowProperty(
      display, window, property, 0, limit / 4, isTaken ? 1 : 0, Atom(AnyPropertyType), &type,
      &format, &count, &left, &start)
    guard result == 0, let start = unsafe start else { return nil }
    defer { unsafe XFree(start) }
    guard type != 0 else { return nil }
    let raw = UnsafeRawPointer(start)
    let bytes =
      format == 8 ? unsafe UnsafeRawBufferPointer(start: raw, count: Int(count)) : nil
    let longs = unsafe UnsafeBufferPointer(
      start: raw.assumingMemoryBound(to: UInt.self), count: format == 32 ? Int(count) : 0)
    return unsafe SelectionProperty(
      type: type, format: format, bytes: bytes.map { unsafe [UInt8]($0) } ?? [],
      items: [UInt](longs), isCutShort: left > 0)
  }

  /// Writes items of 8 bits, in place of what was there.
  static func write(
    _ bytes: ArraySlice<UInt8>, type: Atom, to property: Atom, of window: Window,
    on display: OpaquePointer
  ) {
    _ = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe XChangeProperty(
        display, window, property, type, 8, PropModeReplace, buffer.baseAddress,
        CInt(buffer.count))
    }
  }

  /// Writes items of 32 bits, each in a long, in place of what was there.
  static func write(
    _ items: [UInt], type: Atom, to property: Atom, of window: Window, on display: OpaquePointer
  ) {
    _ = unsafe items.withUnsafeBytes { buffer in
      unsafe XChangeProperty(
        display, window, property, type, 32, PropModeReplace,
        buffer.bindMemory(to: UInt8.self).baseAddress, CInt(items.count))
    }
  }
}
