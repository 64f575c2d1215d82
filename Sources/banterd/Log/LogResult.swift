internal import Routing

/// What has become of an item of the queue.
enum LogResult {
  case taken(NumberedMessage)
  /// It was there before, as this message and number of its sender.
  case again(Posting, MessageID, seq: Int64)
  case full(Posting)
  case change(RoomChange)
}
