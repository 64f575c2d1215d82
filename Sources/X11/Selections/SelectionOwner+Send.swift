import CXlib
import Widgets

extension SelectionOwner {
  /// How many long answers may be on their way at once; more are refused.
  private static let maximumSends = 32
  /// How long a requestor may take for one part.
  private static let patience = Duration.seconds(20)

  /// What goes in one request: a quarter of the largest, and no more than stalls nobody on a slow line.
  var largestPart: Int {
    let words = unsafe max(XExtendedMaxRequestSize(display), XMaxRequestSize(display))
    return min(256 << 10, words)
  }

  /// Announces a long answer; its parts follow as the requestor takes them.
  ///
  /// - Returns: Whether it could be announced.
  func startSend(_ send: IncrementalSend) -> Bool {
    endSends { $0.requestor == send.requestor && $0.property == send.property }
    guard sends.count < Self.maximumSends, selectEvents(of: send.requestor) else { return false }
    sends.append(send)
    unsafe SelectionProperty.write(
      [UInt(send.count)], type: atoms[.incr], to: send.property, of: send.requestor,
      on: display)
    restartTimer(of: send)
    return true
  }

  /// The requestor deleted a property: it wants the next part.
  func sendNextPart(to requestor: Window, property: Atom) -> Bool {
    guard let send = sends.first(where: { $0.requestor == requestor && $0.property == property })
    else { return false }
    if send.isFinished {
      endSends { $0 === send }
      return true
    }
    unsafe ErrorHandling.trapping(display) {
      unsafe SelectionProperty.write(
        send.takePart(atMost: largestPart), type: send.type, to: property, of: requestor,
        on: display)
    }
    restartTimer(of: send)
    return true
  }

  /// A window that a long answer went to is gone.
  func requestorVanished(_ requestor: Window) -> Bool {
    masksBefore[requestor] = nil
    endSends { $0.requestor == requestor }
    return false
  }

  private func restartTimer(of send: IncrementalSend) {
    send.timer?.cancel()
    send.timer = schedule(Self.patience) { [weak self, weak send] in
      self?.endSends { $0 === send }
    }
  }

  private func endSends(where isEnding: (IncrementalSend) -> Bool) {
    let ending = sends.filter(isEnding)
    sends.removeAll(where: isEnding)
    for send in ending {
      send.timer?.cancel()
      restoreEvents(of: send.requestor)
    }
  }

  // MARK: The requestor's events

  /// Asks to be told when the requestor deletes a property or vanishes.
  ///
  /// The window may be one of ours: what it selected already stays.
  /// - Returns: Whether the window is there.
  private func selectEvents(of requestor: Window) -> Bool {
    guard masksBefore[requestor] == nil else { return true }
    var attributes = unsafe XWindowAttributes()
    guard unsafe XGetWindowAttributes(display, requestor, &attributes) != 0 else { return false }
    let before = unsafe attributes.your_event_mask
    masksBefore[requestor] = before
    unsafe XSelectInput(display, requestor, before | PropertyChangeMask | StructureNotifyMask)
    return true
  }

  private func restoreEvents(of requestor: Window) {
    guard !health.isLost, !sends.contains(where: { $0.requestor == requestor }),
      let before = masksBefore.removeValue(forKey: requestor)
    else { return }
    unsafe ErrorHandling.trapping(display) {
      _ = unsafe XSelectInput(display, requestor, before)
    }
  }
}
