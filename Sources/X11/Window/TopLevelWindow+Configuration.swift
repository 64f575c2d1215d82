package import Widgets

extension TopLevelWindow {
  /// What a window is born with.
  package struct Configuration {
    package var title: String
    /// The first part of WM_CLASS: which of the program's windows it is.
    package var instanceName: String
    package var className: String
    /// WM_WINDOW_ROLE: the same for every window of a kind, for a window manager's rules.
    package var role: String
    /// In pixels at 96 dpi.
    package var size: Size
    /// In pixels at 96 dpi.
    package var minimumSize: Size
    /// Where it goes, in pixels of the screen; nil leaves it to the window manager.
    package var position: Point?
    /// `_NET_WM_ICON`: width, height, then that many ARGB pixels; any number of pictures in a row.
    package var icon: [UInt32]?

    package init(
      title: String, instanceName: String, className: String = "Banter", role: String,
      size: Size, minimumSize: Size = Size(width: 120, height: 80), position: Point? = nil,
      icon: [UInt32]? = nil
    ) {
      self.title = title
      self.instanceName = instanceName
      self.className = className
      self.role = role
      self.size = size
      self.minimumSize = minimumSize
      self.position = position
      self.icon = icon
    }
  }
}

extension Size {
  /// The longest side a window may ask for: X has 16 bits.
  private static let longestSide = 16_384

  /// The size in pixels of a screen with `scale`; never empty, as a window can't be.
  func scaled(by scale: Double) -> Size {
    func side(_ length: Int) -> Int {
      min(Size.longestSide, max(1, Int((Double(length) * scale).rounded())))
    }
    return Size(width: side(width), height: side(height))
  }
}
