package import Storage

/// Where a session keeps what is said: a file, or the memory where there is to be none or the disk fails.
package struct KeptHistory {
  /// Why there is none.
  package enum Failure: Error, Hashable, Sendable {
    /// Another program keeps this person's history in the same file.
    case inUse
    /// Not even the memory takes it.
    case impossible(String)
  }

  package let history: History
  /// Whether what it takes stays there for the next run.
  let isKept: Bool
  /// Why nothing is kept though it should be, in plain words.
  package let problem: String?

  /// Opens the history in a file, or begins it there; where that fails nothing of this run is kept.
  ///
  /// - Throws: `Failure`.
  package static func open(_ file: String) throws(Failure) -> KeptHistory {
    do throws(SQLiteError) {
      return KeptHistory(history: try History(.file(file)), isKept: true, problem: nil)
    } catch {
      guard error.fact != .busy else { throw .inUse }
      return try inMemory(because: ClientWording.notKept(error))
    }
  }

  /// Begins a history that ends with the program.
  ///
  /// - Parameter problem: Why it is not in a file, where it should be, in plain words.
  /// - Returns: An empty history.
  /// - Throws: `Failure`.
  package static func inMemory(because problem: String? = nil) throws(Failure) -> KeptHistory {
    do throws(SQLiteError) {
      return KeptHistory(history: try History(.memory), isKept: problem == nil, problem: problem)
    } catch {
      throw .impossible(StorageWording.reason(of: error))
    }
  }
}
