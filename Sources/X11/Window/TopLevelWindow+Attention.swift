import CXlib
import Widgets

extension TopLevelWindow {
  /// Asks for attention, as managers of both kinds know it, until the window has the focus.
  package func requestAttention() {
    guard canTalk, !isFocused, !wantsAttention else { return }
    wantsAttention = true
    writeUrgency()
    if isShown { tellManagerOfAttention() } else { writeInitialState() }
  }

  func endAttention() {
    guard canTalk, wantsAttention else { return }
    wantsAttention = false
    writeUrgency()
    if isShown { tellManagerOfAttention() } else { writeInitialState() }
  }

  /// `_NET_WM_STATE` belongs to the manager once the window is mapped; before, a client writes it.
  func writeInitialState() {
    let states = wantsAttention ? [display.atoms[.netWMStateDemandsAttention]] : []
    display.setProperty(display.atoms[.netWMState], of: id, type: XA_ATOM, values: states)
  }

  private func tellManagerOfAttention() {
    let action = wantsAttention ? 1 : 0
    let fromApplication = 1
    let state = Int(display.atoms[.netWMStateDemandsAttention])
    display.tellManager(.netWMState, about: id, [action, state, 0, fromApplication, 0])
  }

  /// Changes one bit of WM_HINTS and leaves the rest as it is, whoever wrote it.
  private func writeUrgency() {
    guard let hints = unsafe XGetWMHints(display.handle, id) else { return }
    if wantsAttention {
      unsafe hints.pointee.flags |= Int(XUrgencyHint)
    } else {
      unsafe hints.pointee.flags &= ~Int(XUrgencyHint)
    }
    unsafe XSetWMHints(display.handle, id, hints)
    unsafe XFree(hints)
  }
}
