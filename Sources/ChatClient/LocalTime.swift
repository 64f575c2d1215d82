/// How times read to a person here: what this machine's time zone makes of them.
///
/// Each closure takes milliseconds since 1970, UTC.
package struct LocalTime {
  /// Such as `14:03`.
  package var hoursAndMinutes: (Int64) -> String
  /// A number that is another for each day.
  package var day: (Int64) -> Int
  /// Such as `Saturday, 21 November 2026`.
  package var dayTitle: (Int64) -> String
  /// Such as `21 Nov 2026 14:03`.
  package var dateAndTime: (Int64) -> String

  package init(
    hoursAndMinutes: @escaping (Int64) -> String, day: @escaping (Int64) -> Int,
    dayTitle: @escaping (Int64) -> String, dateAndTime: @escaping (Int64) -> String
  ) {
    self.hoursAndMinutes = hoursAndMinutes
    self.day = day
    self.dayTitle = dayTitle
    self.dateAndTime = dateAndTime
  }
}
