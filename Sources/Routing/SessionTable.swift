/// The sessions by the slot of their number: a look-up costs an index and a comparison.
struct SessionTable {
  private struct Place {
    let id: SessionID
    var session: Session
  }

  private var places: [Place?] = []

  /// The session of a connection; nil where it is not known, or no longer.
  subscript(id: SessionID) -> Session? {
    get {
      let slot = Int(id.slot)
      guard slot < places.count, let place = places[slot], place.id == id else { return nil }
      return place.session
    }
    _modify {
      let slot = Int(id.slot)
      while places.count <= slot { places.append(nil) }
      var session: Session? = nil
      if let place = places[slot], place.id == id { session = place.session }
      let isOccupied = session != nil
      // The one reference left is here, so that what it holds is changed in place.
      if isOccupied { places[slot] = nil }
      defer {
        if let session {
          places[slot] = Place(id: id, session: session)
        } else if isOccupied {
          places[slot] = nil
        }
      }
      yield &session
    }
  }

  /// Which list of users a registered session was sent last, and when; nil where it was sent none.
  func userList(of id: SessionID) -> (version: Int, sentAt: Int64)? {
    let slot = Int(id.slot)
    guard slot < places.count, places[slot]?.id == id else { return nil }
    return places[slot]?.session.member?.userList
  }

  /// Takes note of a list of users that a registered session is sent.
  mutating func noteUserList(_ version: Int, sentAt: Int64, to id: SessionID) {
    let slot = Int(id.slot)
    guard slot < places.count, places[slot]?.id == id else { return }
    places[slot]?.session.member?.userList = (version, sentAt)
  }

  /// All that are known.
  var ids: [SessionID] { places.compactMap { $0?.id } }
}
