import CXlib
import Widgets

extension TopLevelWindow {
  /// Writes every property that window managers, pagers and session tools look for.
  func describe(_ configuration: Configuration, _ place: WindowPlace) {
    display.setClass(
      of: id, instance: display.options.instance ?? configuration.instanceName,
      name: configuration.className)
    display.setProperty(
      display.atoms[.wmWindowRole], of: id, type: XA_STRING, text: configuration.role)
    display.setProperty(
      display.atoms[.wmClientLeader], of: id, type: XA_WINDOW, values: [display.leader])
    display.setProcess(of: id)
    display.setProperty(
      display.atoms[.netWMWindowType], of: id, type: XA_ATOM,
      values: [display.atoms[.netWMWindowTypeNormal]])
    describeProtocols()
    if let icon = configuration.icon {
      display.setProperty(
        display.atoms[.netWMIcon], of: id, type: XA_CARDINAL, values: icon.map { UInt($0) })
    }
    writeTitle()
    writeSizeHints(place)
    writeHints()
  }

  private func describeProtocols() {
    var protocols = [display.atoms[.wmDeleteWindow], display.atoms[.netWMPing]]
    if let resizeSync {
      protocols.append(display.atoms[.netWMSyncRequest])
      display.setProperty(
        display.atoms[.netWMSyncRequestCounter], of: id, type: XA_CARDINAL,
        values: [resizeSync.counter])
    }
    display.setProperty(display.atoms[.wmProtocols], of: id, type: XA_ATOM, values: protocols)
  }

  func writeTitle() {
    guard canTalk else { return }
    let utf8 = display.atoms[.utf8String]
    let text = Self.oneLine(title)
    display.setProperty(display.atoms[.netWMName], of: id, type: utf8, text: text)
    display.setProperty(display.atoms[.netWMIconName], of: id, type: utf8, text: text)
    writeOld(text, XA_WM_NAME)
    writeOld(text, XA_WM_ICON_NAME)
  }

  /// What a window manager can show of a title, whatever is in it.
  ///
  /// Controls become spaces. What steers direction goes: many managers know no bidi and would draw a box, and
  /// in others a name could turn round what stands beside it.
  static func oneLine(_ title: String) -> String {
    let scalars = title.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
      switch scalar.value {
      case 0x200e, 0x200f, 0x061c, 0x202a...0x202e, 0x2066...0x2069: nil
      case 0x2028, 0x2029: " "
      default: scalar.properties.generalCategory == .control ? " " : scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// STRING, which is Latin-1, where that says it all: the oldest window managers know nothing else.
  private func writeOld(_ text: String, _ property: Atom) {
    let latin = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    if latin.count == text.unicodeScalars.count {
      display.setProperty(property, of: id, type: XA_STRING, bytes: latin)
    } else {
      display.setProperty(property, of: id, type: display.atoms[.utf8String], text: text)
    }
  }

  private func writeSizeHints(_ place: WindowPlace) {
    let minimum = minimumSize.scaled(by: display.scale)
    var hints = XSizeHints()
    hints.flags = Int(PMinSize | PWinGravity) | Int(place.isSizeAsked ? USSize : PSize)
    hints.min_width = Int32(minimum.width)
    hints.min_height = Int32(minimum.height)
    hints.width = Int32(size.width)
    hints.height = Int32(size.height)
    hints.win_gravity = place.gravity
    if let position = place.position {
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
