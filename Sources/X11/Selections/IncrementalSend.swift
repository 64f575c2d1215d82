import CXlib
import Widgets

/// A long answer on its way: a part each time that the requestor has taken the last (ICCCM 2.7.2).
///
/// ```
///   owner                            requestor
///   property: INCR, length  ------>  reads and deletes it
///   property: a part        <------
///                           ------>  reads and deletes it
///   ...
///   property: empty         <------
///                           ------>  reads and deletes it: the end
/// ```
final class IncrementalSend {
  let type: Atom
  let requestor: Window
  let property: Atom
  /// Gives up a requestor that takes nothing more.
  var timer: ScheduledTimer?
  /// Whether the empty part, which ends it, has been handed out.
  private(set) var isFinished = false
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8], type: Atom, requestor: Window, property: Atom) {
    self.type = type
    self.requestor = requestor
    self.property = property
    rest = bytes[...]
  }

  var count: Int { rest.count }

  /// Takes the next part; an empty one ends the answer.
  func takePart(atMost limit: Int) -> ArraySlice<UInt8> {
    let part = rest.prefix(limit)
    rest = rest.dropFirst(limit)
    isFinished = part.isEmpty
    return part
  }
}
