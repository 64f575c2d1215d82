/// What is to be put into the log.
package enum LogItem: Hashable, Sendable {
  case posting(Posting)
  case join(RoomChange)
  case leave(RoomChange)
}
