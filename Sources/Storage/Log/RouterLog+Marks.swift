import Framing

extension RouterLog {
  /// What is kept of a sender's mark, a literal of JSON, to find it again; nil of none.
  package func mark(of cid: Span<UInt8>) -> UInt32? { cid.isEmpty ? nil : hash(cid) }

  /// The message that a sender gave this mark, and its number in the sender's own log, as long as it is a line there.
  ///
  /// - Parameters:
  ///   - sender: Whose mark it is.
  ///   - cid: The mark as a literal of JSON.
  ///   - mark: What `mark(of:)` makes of it.
  /// - Returns: nil where it is new.
  /// - Throws: `SQLiteError`
  package func message(
    of sender: Int64, markedAs cid: Span<UInt8>, _ mark: UInt32
  ) throws(SQLiteError) -> (message: Int64, seq: Int64)? {
    guard try filter(of: sender).mayHave(mark) else { return nil }
    if let place = repeats.place(of: sender, mark), try isMarked(place, cid) {
      return (place.message, place.seq)
    }
    for (user, place) in appended.reversed() where user == sender && place.mark == mark {
      if try isMarked(place, cid) { return (place.message, place.seq) }
    }
    for place in try places(of: sender, from: 0, limit: .max).reversed() where place.mark == mark {
      guard try isMarked(place, cid) else { continue }
      repeats.keep(place, of: sender, mark)
      return (place.message, place.seq)
    }
    return nil
  }

  private func isMarked(_ place: LogPlace, _ cid: Span<UInt8>) throws(SQLiteError) -> Bool {
    try load(place.message)
    return withLoaded(place.message) { message, bytes in
      bytes.extracting(message.cid).holdsSameBytes(as: cid)
    } ?? false
  }

  /// The filter of a sender, where there is one.
  func knownFilter(of sender: Int64) -> MarkFilter? {
    if let lastFilter, lastFilter.sender == sender { return lastFilter.filter }
    guard let filter = filters[sender] else { return nil }
    lastFilter = (sender, filter)
    return filter
  }

  private func filter(of sender: Int64) throws(SQLiteError) -> MarkFilter {
    if let filter = knownFilter(of: sender), !filter.isFull { return filter }
    var marks = try places(of: sender, from: 0, limit: .max).compactMap(\.mark)
    for (user, place) in appended where user == sender {
      if let mark = place.mark { marks.append(mark) }
    }
    forgetFilter(of: sender)
    let filter = MarkFilter(for: max(128, marks.count * 2))
    for mark in marks { filter.insert(mark) }
    keep(filter, of: sender)
    return filter
  }

  private func keep(_ filter: MarkFilter, of sender: Int64) {
    if filteredBytes + filter.byteCount > Self.filterBytes {
      filters.removeAll()
      filteredBytes = 0
    }
    filters[sender] = filter
    filteredBytes += filter.byteCount
    lastFilter = (sender, filter)
  }

  /// Forgets the marks of somebody who has left: they are on the disk.
  package func forgetFilter(of sender: Int64) {
    lastFilter = nil
    guard let filter = filters.removeValue(forKey: sender) else { return }
    filteredBytes -= filter.byteCount
  }
}
