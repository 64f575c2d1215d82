internal import ChatClient
internal import Transport

extension LocalTime {
  /// Times in this machine's time zone.
  static var here: LocalTime {
    LocalTime(
      hoursAndMinutes: WallClock.hoursAndMinutes, day: WallClock.day, dayTitle: WallClock.dayTitle,
      dateAndTime: WallClock.dateAndTime)
  }
}
