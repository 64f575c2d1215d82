import CXlib

/// Follows the settings of the desktop: finds the manager, reads its property, sees it change, go and come.
///
/// One round trip where there is no manager, two where there is.
@safe
final class XSettingsWatch {
  private static let maximumBytes = 1 << 20

  private(set) var settings = XSettings()
  private let display: OpaquePointer
  private let root: Window
  private let atoms: AtomTable
  private var manager: Window = 0

  init(display: OpaquePointer, root: Window, atoms: AtomTable) {
    unsafe self.display = unsafe display
    self.root = root
    self.atoms = atoms
    find()
  }

  /// Takes an event.
  ///
  /// - Returns: Whether the settings may be others now.
  func handle(_ event: XEvent) -> Bool {
    switch unsafe event.type {
    case ClientMessage:
      // Whoever becomes a manager says so to the root window (ICCCM 2.8).
      guard unsafe event.xclient.window == root,
        unsafe event.xclient.message_type == atoms[.manager],
        unsafe Atom(bitPattern: event.xclient.data.l.1) == atoms[.xsettingsSelection]
      else { return false }
      find()
    case DestroyNotify:
      guard manager != 0, unsafe event.xdestroywindow.window == manager else { return false }
      find()
    case PropertyNotify:
      guard manager != 0, unsafe event.xproperty.window == manager,
        unsafe event.xproperty.atom == atoms[.xsettingsSettings]
      else { return false }
      read()
    default: return false
    }
    return true
  }

  private func find() {
    manager = unsafe XGetSelectionOwner(display, atoms[.xsettingsSelection])
    guard manager != 0 else { return settings = XSettings() }
    // It may go between the two: then the new one, or nobody, will be heard of.
    unsafe ErrorHandling.trapping(display) {
      _ = unsafe XSelectInput(display, manager, PropertyChangeMask | StructureNotifyMask)
      read()
    }
  }

  private func read() {
    let property = unsafe ErrorHandling.trapping(display) {
      unsafe SelectionProperty.read(
        atoms[.xsettingsSettings], of: manager, on: display, limit: Self.maximumBytes,
        isTaken: false)
    }
    guard let property, property.format == 8, !property.isCutShort else { return }
    // What cannot be read changes nothing.
    if let read = XSettings(property.bytes) { settings = read }
  }
}
