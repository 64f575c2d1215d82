/// One change of the messages, which can be written again if the disk refused it.
enum HistoryChange {
  case insert(HistoryRow)
  /// A message has another place, state or origin than before.
  case update(HistoryRow)
  /// The messages between two numbers, both included, go one down.
  case moveDown(conversation: Int64, ClosedRange<Int64>)
  /// A new life of a router's log begins.
  case beginLog(History.Log)
}
