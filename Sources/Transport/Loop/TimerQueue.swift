internal import HeapModule

/// The calls to be made later, soonest first.
///
/// A cancelled call leaves its entry in the heap until it comes to the top, or until more than half of the heap
/// is such entries.
struct TimerQueue {
  private struct Entry: Comparable {
    let deadline: MonotonicTime
    let id: TimerID

    static func < (left: Entry, right: Entry) -> Bool {
      (left.deadline, left.id.rawValue) < (right.deadline, right.id.rawValue)
    }
  }

  private var heap = Heap<Entry>()
  private var bodies: [TimerID: () -> Void] = [:]
  private var lastID: UInt64 = 0

  var count: Int { bodies.count }

  /// How many entries are held, cancelled ones among them.
  var heldCount: Int { heap.count }

  mutating func add(at deadline: MonotonicTime, _ body: @escaping () -> Void) -> TimerID {
    lastID += 1
    let id = TimerID(rawValue: lastID)
    bodies[id] = body
    heap.insert(Entry(deadline: deadline, id: id))
    return id
  }

  mutating func cancel(_ id: TimerID) {
    guard bodies.removeValue(forKey: id) != nil else { return }
    guard heap.count > 64, heap.count > 2 * bodies.count else { return }
    let living = heap.unordered.filter { bodies[$0.id] != nil }
    heap = Heap(living)
  }

  /// When the next call is to be made; nil for never.
  mutating func nextDeadline() -> MonotonicTime? {
    while let first = heap.min {
      if bodies[first.id] != nil { return first.deadline }
      heap.removeMin()
    }
    return nil
  }

  /// Takes the calls out that are due at `now`; `take` gives each one's body.
  mutating func due(at now: MonotonicTime) -> [TimerID] {
    var ids: [TimerID] = []
    while let first = heap.min, first.deadline <= now {
      heap.removeMin()
      if bodies[first.id] != nil { ids.append(first.id) }
    }
    return ids
  }

  /// The body of a call that is due, once; nil where it has been cancelled meanwhile.
  mutating func take(_ id: TimerID) -> (() -> Void)? {
    bodies.removeValue(forKey: id)
  }
}
