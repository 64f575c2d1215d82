import Widgets

/// Timers that a loop by hand fires.
final class TestTimers {
  private var waiting: [(due: ContinuousClock.Instant, timer: ScheduledTimer)] = []

  func add(_ after: Duration, _ action: @escaping () -> Void) -> ScheduledTimer {
    let timer = ScheduledTimer(action: action, onCancel: {})
    waiting.append((ContinuousClock.now + after, timer))
    return timer
  }

  func fireDue() {
    let due = waiting.filter { $0.due <= .now }
    waiting.removeAll { $0.due <= .now }
    for entry in due { entry.timer.fire() }
  }
}
