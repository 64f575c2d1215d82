/// A router's numbers in a few lines for a person.
enum StatusText {
  /// The lines; nil where the page is not a router's.
  static func lines(of page: MetricsPage) -> [String]? {
    guard let version = page.values(of: "version", in: "banter_build_info").first?.0 else {
      return nil
    }
    return [
      "banterd \(version), up \(time(page.number("banter_uptime_seconds")))",
      line("clients", clients(page)),
      line("messages", messages(page)),
      line("bytes", bytes(page)),
      line("closes", closes(page)),
      line("process", process(page)),
    ]
  }

  private static func line(_ title: String, _ text: String) -> String {
    title + String(repeating: " ", count: max(1, 10 - title.count)) + text
  }

  private static func clients(_ page: MetricsPage) -> String {
    let kinds = page.values(of: "kind", in: "banter_connections")
    let total = kinds.reduce(0) { $0 + $1.1 }
    let limit = page.count("banter_connections_limit")
    return "\(total) of at most \(limit)" + listed(kinds)
  }

  private static func messages(_ page: MetricsPage) -> String {
    "\(page.count("banter_messages_received_total")) in, "
      + "\(page.count("banter_messages_sent_total")) out, "
      + "\(page.count("banter_messages_relayed_total")) relayed, "
      + "\(page.count("banter_undelivered_total")) lost with slow readers"
  }

  private static func bytes(_ page: MetricsPage) -> String {
    "\(size(page.count("banter_received_bytes_total"))) in, "
      + "\(size(page.count("banter_sent_bytes_total"))) out, "
      + "\(size(page.count("banter_queued_bytes"))) waiting for readers"
  }

  private static func closes(_ page: MetricsPage) -> String {
    let codes = page.values(of: "code", in: "banter_closes_total")
    return "\(codes.reduce(0) { $0 + $1.1 })" + listed(codes)
  }

  private static func process(_ page: MetricsPage) -> String {
    let processor = page.number("process_cpu_seconds_total")
    let (mean, turns) = meanTurn(page)
    return "\(page.count("process_open_fds")) of \(page.count("process_max_fds")) descriptors, "
      + "\(size(page.count("process_resident_memory_bytes"))) of memory, "
      + "\(time(processor)) of processor time, \(turns) turns of \(mean) µs"
  }

  private static func meanTurn(_ page: MetricsPage) -> (microseconds: Int, turns: Int) {
    let turns = page.count("banter_loop_busy_seconds_count")
    let mean = page.number("banter_loop_busy_seconds_sum") * 1e6 / Double(max(1, turns))
    return (mean.isFinite ? Int(max(0, min(mean, 1e15))) : 0, turns)
  }

  /// Those that are not 0, in brackets.
  private static func listed(_ values: [(String, Int)]) -> String {
    let words = values.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
  }

  /// A time in its two largest units.
  static func time(_ seconds: Double) -> String {
    let seconds = seconds.isFinite ? Int(max(0, min(seconds, 1e15))) : 0
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60)
    if days > 0 { return "\(days) d \(hours) h" }
    if hours > 0 { return "\(hours) h \(minutes) min" }
    return minutes > 0 ? "\(minutes) min \(seconds % 60) s" : "\(seconds) s"
  }

  /// A number of bytes in the largest unit that leaves more than 10 of it.
  static func size(_ bytes: Int) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var (number, unit) = (bytes, 0)
    while number >= 10_240, unit < units.count - 1 { (number, unit) = (number / 1_024, unit + 1) }
    return "\(number) \(units[unit])"
  }
}
