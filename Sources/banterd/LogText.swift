/// How values stand in a log line.
enum LogText {
  /// The value as it is, or in quotes with what could break or forge a line escaped.
  static func value(_ text: String) -> String {
    guard text.isEmpty || text.unicodeScalars.contains(where: mustBeQuoted) else { return text }
    return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  /// Milliseconds since 1970 as `2026-01-31T23:59:59.123Z`.
  static func time(_ milliseconds: Int64) -> String {
    let (days, rest) = floored(milliseconds, by: 86_400_000)
    let (year, month, day) = date(days)
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
      + "\(clock.joined(separator: ":")).\(padded(rest % 1_000, 3))Z"
  }

  /// Milliseconds since 1970 as `2026-01-31 23:59`.
  static func minute(_ milliseconds: Int64) -> String {
    let time = time(milliseconds)
    return "\(time.prefix(10)) \(time.dropFirst(11).prefix(5))"
  }

  private static func mustBeQuoted(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\"" || scalar == "=" || scalar == "\\" || isInvisible(scalar)
  }

  /// Controls, but also what turns the direction of text or has no width: it could hide a part of the line.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
      .privateUse:
      true
    default:
      false
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case _ where isInvisible(scalar): "\\u{\(String(scalar.value, radix: 16))}"
    default: String(Character(scalar))
    }
  }

  /// The Gregorian date of a day counted from 1970-01-01, by Howard Hinnant's `civil_from_days`.
  private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = floored(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func floored(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
