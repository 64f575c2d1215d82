/// The messages that the disk has refused so far, each to be found as one on the disk is.
struct UnwrittenRows {
  private var rows: [Int64: [HistoryRow]] = [:]
  private var places: [Int64: (conversation: Int64, index: Int)] = [:]
  private var keysByCid: [String: Int64] = [:]
  private var keysByName: [String: Int64] = [:]

  mutating func add(_ row: HistoryRow) {
    places[row.key] = (row.conversation, rows[row.conversation, default: []].count)
    rows[row.conversation, default: []].append(row)
    note(row)
  }

  /// Takes what has changed of a message, if it is one of these.
  mutating func update(_ row: HistoryRow) {
    guard let place = places[row.key] else { return }
    rows[place.conversation]?[place.index] = row
    note(row)
  }

  private mutating func note(_ row: HistoryRow) {
    if let cid = row.cid { keysByCid[cid] = row.key }
    if let origin = row.origin { keysByName[origin.id] = row.key }
  }

  /// The messages of a conversation, in order.
  func rows(of conversation: Int64) -> [HistoryRow] { rows[conversation] ?? [] }

  func row(key: Int64) -> HistoryRow? {
    places[key].flatMap { rows[$0.conversation]?[$0.index] }
  }

  func row(cid: String) -> HistoryRow? { keysByCid[cid].flatMap { row(key: $0) } }

  /// The message that the router calls so.
  func row(id: String) -> HistoryRow? { keysByName[id].flatMap { row(key: $0) } }
}
