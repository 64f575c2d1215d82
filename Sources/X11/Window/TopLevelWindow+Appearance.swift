import CXlib
import Widgets

extension TopLevelWindow {
  /// Follows the display's new looks: colours, fonts, sizes.
  func take(_ new: Appearance, after old: Appearance) {
    guard canTalk else { return }
    let context = tree.context
    if !hasOwnTheme { context.theme = new.theme }
    context.scale = new.scale
    context.keyStyle = new.keyStyle
    context.fontGeneration = display.fontGeneration
    unsafe XSetWindowBackground(
      display.handle, id, display.colors.pixel(context.theme.windowBackground))
    if new.scale != old.scale { writeMinimumSize() }
    if new.displayScale != old.displayScale { grow(by: new.displayScale / old.displayScale) }
    tree.contextChanged()
  }

  /// Keeps the window's size in letters when the display's resolution is another.
  private func grow(by factor: Double) {
    let wanted = size.scaled(by: factor)
    let screen = display.screenSize
    unsafe XResizeWindow(
      display.handle, id, UInt32(min(wanted.width, screen.width)),
      UInt32(min(wanted.height, screen.height)))
  }

  private func writeMinimumSize() {
    let minimum = minimumSize.scaled(by: display.scale)
    let hints = unsafe XAllocSizeHints()
    guard let hints = unsafe hints else { return }
    defer { unsafe XFree(hints) }
    unsafe hints.pointee.flags = Int(PMinSize | PWinGravity)
    unsafe hints.pointee.min_width = Int32(minimum.width)
    unsafe hints.pointee.min_height = Int32(minimum.height)
    unsafe hints.pointee.win_gravity = NorthWestGravity
    unsafe XSetWMNormalHints(display.handle, id, hints)
  }

  /// Ctrl+Plus, Ctrl+Minus and Ctrl+0, wherever the focus is.
  ///
  /// - Returns: Whether the key is one of them.
  func zoom(_ key: KeyEvent) -> Bool {
    guard key.modifiers.subtracting(.shift) == .control else { return false }
    switch key.symbol {
    case .character("+"), .character("="): display.zoom(.larger)
    case .character("-"): display.zoom(.smaller)
    case .character("0"): display.zoom(.none)
    default: return false
    }
    return true
  }
}

extension DisplayConnection {
  /// In pixels.
  var screenSize: Size {
    unsafe Size(
      width: Int(XDisplayWidth(handle, screen)), height: Int(XDisplayHeight(handle, screen)))
  }

  /// What a person asked for a window of that name; `-geometry` is for the first one of the program.
  func geometry(of instanceName: String) -> WindowGeometry? {
    let expected = "a size and a place, such as 480x360+10-0"
    let own = resources.value("geometry", of: instanceName, expecting: expected) {
      WindowGeometry($0)
    }
    guard own == nil, windows.isEmpty else { return own }
    return resources.value("geometry", expecting: expected) { WindowGeometry($0) }
  }
}
