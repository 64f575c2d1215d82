import CXlib
import Widgets

extension TopLevelWindow {
  /// Writes every property that window managers, pagers and session tools look for.
  func describe(_ configuration: Configuration) {
    display.setClass(
      of: id, instance: configuration.instanceName, name: configuration.className)
    display.setProperty(
      display.atoms[.wmWindowRole], of: id, type: XA_STRING, text: configuration.role)
    display.setProperty(
      display.atoms[.wmClientLeader], of: id, type: XA_WINDOW, values: [display.leader])
    display.setProcess(of: id)
    display.setProperty(
      display.atoms[.netWMWindowType], of: id, type: XA_ATOM,
      values: [display.atoms[.netWMWindowTypeNormal]])
    display.setProperty(
      display.atoms[.wmProtocols], of: id, type: XA_ATOM,
      values: [display.atoms[.wmDeleteWindow], display.atoms[.netWMPing]])
    if let icon = configuration.icon {
      display.setProperty(
        display.atoms[.netWMIcon], of: id, type: XA_CARDINAL, values: icon.map { UInt($0) })
    }
    writeTitle()
    writeSizeHints(configuration)
    writeHints()
  }

  func writeTitle() {
    guard canTalk else { return }
    let utf8 = display.atoms[.utf8String]
    display.setProperty(display.atoms[.netWMName], of: id, type: utf8, text: title)
    display.setProperty(display.atoms[.netWMIconName], of: id, type: utf8, text: title)
    writeOldTitle(XA_WM_NAME)
    writeOldTitle(XA_WM_ICON_NAME)
  }

  /// STRING, which is Latin-1, where that says it all: the oldest window managers know nothing else.
  private func writeOldTitle(_ property: Atom) {
    let latin = title.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    if latin.count == title.unicodeScalars.count {
      display.setProperty(property, of: id, type: XA_STRING, bytes: latin)
    } else {
      display.setProperty(property, of: id, type: display.atoms[.utf8String], text: title)
    }
  }

  private func writeSizeHints(_ configuration: Configuration) {
    let minimum = configuration.minimumSize.scaled(by: display.scale)
    var hints = XSizeHints()
    hints.flags = Int(PMinSize | PSize | PWinGravity)
    hints.min_width = Int32(minimum.width)
    hints.min_height = Int32(minimum.height)
    hints.width = Int32(size.width)
    hints.height = Int32(size.height)
    hints.win_gravity = NorthWestGravity
    if let position = configuration.position {
      hints.flags |= Int(USPosition)
      hints.x = Int32(clamping: position.x)
      hints.y = Int32(clamping: position.y)
    }
    unsafe XSetWMNormalHints(display.handle, id, &hints)
  }

  private func writeHints() {
    var hints = XWMHints()
    hints.flags = Int(InputHint | StateHint | WindowGroupHint)
    hints.input = 1
    hints.initial_state = NormalState
    hints.window_group = display.leader
    unsafe XSetWMHints(display.handle, id, &hints)
  }

  /// Tells when a person last used the window: 0 keeps a new window from taking the focus.
  func writeUserTime(_ time: EventTime) {
    guard canTalk else { return }
    lastUserTime = time
    display.setProperty(
      display.atoms[.netWMUserTime], of: id, type: XA_CARDINAL, values: [UInt(time.milliseconds)])
  }

  /// Notes that a person used the window; written at most once a second, since managers read it each time.
  func noteUse(at time: EventTime) {
    guard time != .none else { return }
    if let last = lastUserTime, last != .none, time.milliseconds &- last.milliseconds < 1000 {
      return
    }
    writeUserTime(time)
  }
}
