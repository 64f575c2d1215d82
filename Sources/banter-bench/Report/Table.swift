/// Prints outcomes as a table that a README can quote.
enum Table {
  private static let widths = [12, 9, 8, 9, 9, 8, 9, 9, 9]

  static func head() -> String {
    line([
      "work", "dialect", "clients", "messages", "per s", "CPU µs", "p50 µs", "p99 µs", "p99.9 µs",
    ])
  }

  static func row(_ outcome: Outcome) -> String {
    let rate = outcome.seconds > 0 ? Double(outcome.count) / outcome.seconds : 0
    let cells = [
      outcome.work, outcome.dialect, "\(outcome.clients)", "\(outcome.count)",
      "\(Int(rate.rounded()))", outcome.processorForEach.map(hundredths) ?? "-",
      outcome.p50.map(whole) ?? "-", outcome.p99.map(whole) ?? "-",
      outcome.p999.map(whole) ?? "-",
    ]
    let row = line(cells)
    return outcome.note.isEmpty ? row : "\(row)  \(outcome.note)"
  }

  private static func line(_ cells: [String]) -> String {
    let padded = zip(cells, widths).enumerated().map { index, pair in
      let (cell, width) = pair
      let space = String(repeating: " ", count: max(0, width - cell.count))
      return index < 2 ? cell + space : space + cell
    }
    return "  " + padded.joined(separator: " ")
  }

  private static func whole(_ number: Double) -> String { "\(Int(number.rounded()))" }
}

/// With two digits behind the point.
func hundredths(_ number: Double) -> String {
  let value = Int((number * 100).rounded())
  return "\(value / 100)." + (value % 100 < 10 ? "0" : "") + "\(value % 100)"
}

/// With one digit behind the point.
func tenths(_ number: Double) -> String {
  let value = Int((number * 10).rounded())
  return "\(value / 10).\(value % 10)"
}
