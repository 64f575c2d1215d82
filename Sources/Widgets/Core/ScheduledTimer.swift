/// A call that will be made later, unless it is cancelled first.
package final class ScheduledTimer {
  private var action: (() -> Void)?
  private let onCancel: () -> Void

  /// Makes a timer.
  ///
  /// - Parameters:
  ///   - action: What to do when the time has come.
  ///   - onCancel: Takes the timer out of the event loop; called at most once.
  package init(action: @escaping () -> Void, onCancel: @escaping () -> Void) {
    self.action = action
    self.onCancel = onCancel
  }

  /// Makes the call, once: for the event loop.
  package func fire() {
    let due = action
    action = nil
    due?()
  }

  package func cancel() {
    guard action != nil else { return }
    action = nil
    onCancel()
  }
}
