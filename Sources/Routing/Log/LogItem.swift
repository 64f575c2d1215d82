/// What is to be put into the log.
package enum LogItem: Sendable {
  case posting(Posting)
  case join(RoomChange)
  case leave(RoomChange)
}
