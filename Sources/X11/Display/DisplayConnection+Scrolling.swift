import CXlib
import Widgets

extension DisplayConnection {
  /// The pointer came into a window: wheels may be asked for, once the first picture is out.
  func pointerEntered() {
    smoothScrolling?.pointerEntered()
    wantsSmoothScrolling = true
  }

  /// Asks for smooth wheels, once.
  func startSmoothScrolling() {
    guard wantsSmoothScrolling, !hasAskedForWheels else { return }
    hasAskedForWheels = true
    unsafe smoothScrolling = SmoothScrolling(on: handle)
    selectWheels()
  }

  /// Takes an event of an extension.
  func handleGeneric(_ event: inout XEvent) {
    for news in unsafe smoothScrolling?.handle(&event) ?? [] {
      switch news {
      case .motion(let window, let motion): windows[window]?.pendingMotion = motion
      case .scroll(let window, let scroll): windows[window]?.turnWheel(scroll)
      case .devices: selectWheels()
      }
    }
  }

  private func selectWheels() {
    for window in windows.keys { smoothScrolling?.select(for: window) }
  }
}
