import CXlib
import Widgets

extension SelectionOwner {
  /// How long a clipboard manager may take before the program ends all the same.
  private static let savingLimit = Duration.milliseconds(1500)

  /// Hands what was copied over to the clipboard manager, if there is one: SAVE_TARGETS.
  ///
  /// The manager asks for the text as everybody does, so events have to be handled on until `done`.
  ///
  /// - Parameter done: Called once: at once where there is nothing to save or nobody to save it.
  func save(_ done: @escaping () -> Void) {
    guard saving == nil else { return }
    guard !health.isLost, owned[.clipboard] != nil,
      unsafe XGetSelectionOwner(display, atoms[.clipboardManager]) != 0
    else { return done() }
    saving = (done, schedule(Self.savingLimit) { [weak self] in self?.finishSaving() })
    let forms: [TextTarget] = [.utf8String, .plainUTF8, .string]
    unsafe SelectionProperty.write(
      forms.map { $0.atom(in: atoms) }, type: XA_ATOM, to: atoms[.selectionData], of: window,
      on: display)
    withServerTime { [weak self] time in
      guard let self, !health.isLost else { return }
      unsafe XConvertSelection(
        display, atoms[.clipboardManager], atoms[.saveTargets], atoms[.selectionData], window,
        Time(time.milliseconds))
    }
  }

  /// The clipboard manager has all it wants, or wants nothing.
  func wasSaved(_ event: XSelectionEvent) -> Bool {
    guard unsafe event.selection == atoms[.clipboardManager] else { return false }
    finishSaving()
    return true
  }

  private func finishSaving() {
    guard let (done, timer) = saving else { return }
    saving = nil
    timer.cancel()
    done()
  }
}
