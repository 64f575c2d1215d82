import CXlib

extension InputMethod {
  /// How long libX11 may wait for a server that has just proved that it answers.
  private static let patience = Duration.seconds(1)
  /// And for one that is known not to: as long as it takes to end the waiting.
  private static let impatience = Duration.milliseconds(1)
  /// How many methods that were given up are remembered.
  private static let abandonedLimit = 64

  /// Has libX11 do something for which it may wait for the server.
  ///
  /// A server that stops in the middle of it is given up at the next `update()`.
  func asking<Result>(_ body: () -> Result) -> Result {
    guard hasServer, let limit = probe?.limit else { return body() }
    let (result, wasEnded) = limit.limit(to: isSilent ? Self.impatience : Self.patience, body)
    if wasEnded, hasServer { hasHung() }
    return result
  }

  /// Opens the server's method.
  ///
  /// - Returns: The method; nil where there is none, or where the server has stopped meanwhile.
  func openServer() -> XIM? {
    guard let limit = probe?.limit else { return unsafe XOpenIM(display, nil, nil, nil) }
    let first = nextWindow()
    let (opened, wasEnded) = unsafe limit.limit(to: Self.patience, opens: true) {
      // What libX11 asks of a server that is no more is an error.
      unsafe ErrorHandling.trapping(display) { unsafe XOpenIM(display, nil, nil, nil) }
    }
    windowsOfServer = first...nextWindow()
    guard wasEnded else { return unsafe opened }
    hasHung()
    if let opened = unsafe opened {
      _ = limit.limit(to: Self.impatience) {
        unsafe ErrorHandling.trapping(display) { _ = unsafe XCloseIM(opened) }
      }
    }
    abandonWindows()
    return nil
  }

  /// Sees to it that libX11 hears nothing more of a server that did not answer when its method was closed.
  ///
  /// libX11 then forgets to take back what it has registered for the window that such answers come to, which is for a
  /// method that is freed (`_XimDisconnect`).
  func abandonWindows() {
    guard let windows = windowsOfServer else { return }
    windowsOfServer = nil
    if abandoned.count == Self.abandonedLimit { abandoned.removeFirst() }
    abandoned.append(windows)
    // Which of what it made is that window it doesn't tell; the others are no windows, or no more.
    unsafe ErrorHandling.trapping(display) {
      for window in windows { unsafe XDestroyWindow(display, window) }
    }
  }

  /// Whether an event is for a method that was given up.
  func isAbandoned(_ event: borrowing XEvent) -> Bool {
    guard unsafe event.type == ClientMessage else { return false }
    let window = unsafe event.xclient.window
    return abandoned.contains { $0.contains(window) }
  }

  /// The number that libX11's next window is above.
  private func nextWindow() -> Window {
    let window = unsafe SelectionOwner.makeWindow(on: display)
    unsafe XDestroyWindow(display, window)
    return window
  }
}
