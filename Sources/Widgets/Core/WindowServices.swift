/// What a window offers its widgets beyond drawing: selections, timers, the caret's place.
///
/// `TopLevelWindow` fills these in; a test fills in its own. Each closure is called on the one thread.
package struct WindowServices {
  /// Takes ownership of a selection with the text that `String` holds.
  package var own: (SelectionKind, String, EventTime) -> Void
  /// Asks for a selection's text; answers once, with nil where there is none or it took too long.
  package var request: (SelectionKind, EventTime, @escaping (String?) -> Void) -> Void
  /// Calls a closure after a time.
  package var schedule: (Duration, @escaping () -> Void) -> ScheduledTimer
  /// Tells where the caret of the focused widget is, for the input method; nil for no caret.
  package var placeCaret: (Rect?) -> Void
  /// Has the input method end what it composes; answers with the text that it gives back.
  package var endComposition: () -> String
  /// Gives the pointer another look while it is over the window.
  package var showPointer: (PointerShape) -> Void
  /// Something became damaged: the window should be drawn before the next wait.
  package var needsDisplay: () -> Void

  package init(
    own: @escaping (SelectionKind, String, EventTime) -> Void,
    request: @escaping (SelectionKind, EventTime, @escaping (String?) -> Void) -> Void,
    schedule: @escaping (Duration, @escaping () -> Void) -> ScheduledTimer,
    placeCaret: @escaping (Rect?) -> Void,
    endComposition: @escaping () -> String = { "" },
    showPointer: @escaping (PointerShape) -> Void = { _ in },
    needsDisplay: @escaping () -> Void
  ) {
    self.own = own
    self.request = request
    self.schedule = schedule
    self.placeCaret = placeCaret
    self.endComposition = endComposition
    self.showPointer = showPointer
    self.needsDisplay = needsDisplay
  }
}
