internal import ChatClient
internal import X11

/// What a person sets by resources of X beyond looks.
extension ClientApp {
  /// Whoever touches nothing for as long as `awayAfter` says is away; nil where it says never.
  func makeIdleWatch() -> IdleWatch? {
    let wanted = display.resource("awayAfter", expecting: "seconds, 0 for never") {
      IdleWatch.limit(resource: $0)
    }
    let limit = wanted ?? IdleWatch.usualLimit
    guard limit > .zero else { return nil }
    let watch = IdleWatch(after: limit, on: loop) { [unowned self] in display.idleTime() }
    watch.onChange = { [unowned self] isIdle in
      for person in people { person.idleChanged(to: isIdle) }
    }
    return watch
  }

  /// Whether others are told that one has read what they wrote: unless `readReceipts` says no.
  var wantsReadReceipts: Bool {
    display.resource("readReceipts", expecting: "on or off") {
      switch $0.lowercased() {
      case "off", "false", "no", "0": false
      case "on", "true", "yes", "1": true
      default: nil
      }
    } ?? true
  }
}
