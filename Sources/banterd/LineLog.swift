internal import Logging
internal import Transport

/// Writes the log: one line an event, `time=… level=… msg=… key=value`, the keys in their order.
///
/// Where standard error is systemd's journal, the line begins with its priority, which the journal takes off.
/// A line that standard error doesn't take at once is dropped, and the next one that is taken says how many were.
struct LineLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  private let output = LossyOutput()
  private let isForJournal: Bool

  init(level: Logger.Level, isForJournal: Bool = HostEnvironment.isLoggingToJournal()) {
    logLevel = level
    self.isForJournal = isForJournal
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = isForJournal ? Self.priority(of: event.level) : ""
    line += "time=\(LogText.time(EventLoop.wallClockMilliseconds()))"
    line += " level=\(event.level) msg=\(LogText.value(event.message.description))"
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      line += " \(key)=\(LogText.value(value.description))"
    }
    let dropped = output.takeDroppedCount()
    output.write(dropped == 0 ? line : "\(line) lines_dropped_before=\(dropped)")
  }

  /// The level as the journal reads it at the beginning of a line (sd-daemon(3)).
  private static func priority(of level: Logger.Level) -> String {
    switch level {
    case .critical: "<2>"
    case .error: "<3>"
    case .warning: "<4>"
    case .notice: "<5>"
    case .info: "<6>"
    case .debug, .trace: "<7>"
    }
  }
}

extension Logger {
  /// A logger that writes to standard error from `level` on.
  init(_ level: Logger.Level) {
    self.init(label: "banterd", factory: { _ in LineLog(level: level) })
  }
}
