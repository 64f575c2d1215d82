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

  /// A time as `HH:MM` in this machine's time zone.
  ///
  /// The corresponding C function is `localtime_r`.
  package static func hoursAndMinutes(at milliseconds: Int64) -> String {
    var seconds = time_t(milliseconds / 1000)
    var local = unsafe tm()
    unsafe localtime_r(&seconds, &local)
    return unsafe padded(local.tm_hour) + ":" + padded(local.tm_min)
  }

  private static func padded(_ number: Int32) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
