/// A message as the table has it.
struct HistoryRow {
  let key: Int64
  let conversation: Int64
  /// Its place in the conversation: without gaps, older ones from the router below 0.
  var number: Int64
  /// Nil for one's own.
  let author: String?
  let text: String
  var time: Int64
  /// Of one's own: `failed`, `queued` or `sent`; what is delivered and read, the conversation knows.
  var delivery: HistoryItem.Delivery
  let cid: String?
  /// What the router calls it, and in which life of its log.
  var origin: MessageOrigin?
  var log: Int64?
}
