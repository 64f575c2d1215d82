/// Calls again and again while a selection is dragged past the edge of its text.
final class DragScroller {
  private var timer: ScheduledTimer?
  private let interval = Duration.milliseconds(50)

  /// Starts, unless it runs.
  ///
  /// - Parameters:
  ///   - context: Whose window makes the timer.
  ///   - step: What to do each time.
  func start(in context: WindowContext, _ step: @escaping () -> Void) {
    guard timer == nil else { return }
    timer = context.services.schedule(interval) { [weak self, weak context] in
      guard let self, let context else { return }
      timer = nil
      // The next is asked for first, so that the step can stop it.
      start(in: context, step)
      step()
    }
  }

  func stop() {
    timer?.cancel()
    timer = nil
  }
}
