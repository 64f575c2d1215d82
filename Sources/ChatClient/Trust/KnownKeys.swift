internal import Storage

/// The keys that a person has come to know, in a file: those of routers, and of the people met there.
///
/// All programs of the person share it, whatever names they sign in with.
package final class KnownKeys {
  /// Why they can't be read or written.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    /// Where they are; nil for the memory.
    let file: String?
    let error: SQLiteError

    /// What is wrong and what to do, in plain words.
    package var description: String { TrustWording.noBook(at: file, error) }
  }

  private let book: TrustBook
  private let file: String?

  /// Opens the file, or begins it; nil for one that ends with the program.
  ///
  /// - Throws: `Failure`; a file that can't be read is never taken for an empty one.
  package init(_ file: String?) throws(Failure) {
    self.file = file
    do throws(SQLiteError) {
      book = try TrustBook(file.map { .file($0) } ?? .memory)
    } catch {
      throw Failure(file: file, error: error)
    }
  }

  /// Reads or writes.
  func with<Value>(
    _ body: (TrustBook) throws(SQLiteError) -> Value
  ) throws(Failure) -> Value {
    do throws(SQLiteError) {
      return try body(book)
    } catch {
      throw Failure(file: file, error: error)
    }
  }
}
