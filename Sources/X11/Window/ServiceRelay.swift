import Widgets

/// What a window offers its widgets, made before the window is.
final class ServiceRelay {
  private let display: DisplayConnection
  weak var window: TopLevelWindow?

  init(display: DisplayConnection) {
    self.display = display
  }

  var services: WindowServices {
    let display = display
    return WindowServices(
      own: { [self] kind, text, time in
        guard display.isAlive else { return }
        if kind == .primary { display.primaryTaken(by: window) }
        display.selections.own(kind, text, time)
      },
      request: { kind, time, answer in
        if display.isAlive { display.selections.request(kind, time, answer) } else { answer(nil) }
      },
      schedule: display.schedule,
      placeCaret: { [self] in window?.caret = $0 },
      endComposition: { [self] in window?.inputContext.endComposition() ?? "" },
      showPointer: { [self] in window?.showPointer($0) },
      needsDisplay: {})  // damage is looked for before every wait
  }
}
