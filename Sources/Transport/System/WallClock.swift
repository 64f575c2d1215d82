internal import Glibc

/// The time of day, which a person or another machine may set back: for showing and stamping only.
package enum WallClock {
  /// Milliseconds since 1970, UTC.
  ///
  /// The corresponding C function is `clock_gettime`.
  package static func milliseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// The day of a time in this machine's time zone, as a number that is another for each day.
  package static func day(at milliseconds: Int64) -> Int {
    let local = unsafe local(milliseconds)
    return unsafe Int(local.tm_year) * 366 + Int(local.tm_yday)
  }

  /// A day as `Saturday, 21 November 2026`.
  package static func dayTitle(at milliseconds: Int64) -> String {
    let local = unsafe local(milliseconds)
    let weekday = weekdays[unsafe Int(local.tm_wday) % 7]
    let month = months[unsafe Int(local.tm_mon) % 12]
    return unsafe "\(weekday), \(local.tm_mday) \(month) \(Int(local.tm_year) + 1900)"
  }

  /// A time as `21 Nov 2026 14:03`.
  package static func dateAndTime(at milliseconds: Int64) -> String {
    let local = unsafe local(milliseconds)
    let month = months[unsafe Int(local.tm_mon) % 12].prefix(3)
    return unsafe "\(local.tm_mday) \(month) \(Int(local.tm_year) + 1900) "
      + hoursAndMinutes(at: milliseconds)
  }

  // In English, as all that the program says.
  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// A time as `HH:MM` in this machine's time zone.
  ///
  /// The corresponding C function is `localtime_r`.
  package static func hoursAndMinutes(at milliseconds: Int64) -> String {
    let local = unsafe local(milliseconds)
    return unsafe padded(local.tm_hour) + ":" + padded(local.tm_min)
  }

  private static func local(_ milliseconds: Int64) -> tm {
    var seconds = time_t(milliseconds / 1000)
    var local = unsafe tm()
    unsafe localtime_r(&seconds, &local)
    return unsafe local
  }

  private static func padded(_ number: Int32) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
