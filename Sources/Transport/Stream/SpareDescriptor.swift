internal import Glibc

/// A descriptor that is held only to be given up when there are no others.
struct SpareDescriptor: ~Copyable {
  private var descriptor: FileDescriptor?

  init() { open() }

  /// Takes one again where it has none; that may fail, and is tried again at the next pause.
  mutating func open() {
    guard descriptor == nil else { return }
    let number = unsafe Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    if number >= 0 { descriptor = FileDescriptor(adopting: number) }
  }

  /// Gives it up; answers whether there was one.
  @discardableResult
  mutating func close() -> Bool {
    defer { descriptor = nil }
    return descriptor != nil
  }
}
