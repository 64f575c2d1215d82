import CXlib

/// The atoms that the program uses, interned in one request.
@safe
struct AtomTable {
  enum Name: String, CaseIterable {
    case utf8String = "UTF8_STRING"

    case manager = "MANAGER"
    /// The number of the screen is put after it.
    case xsettingsSelection = "_XSETTINGS_S"
    case xsettingsSettings = "_XSETTINGS_SETTINGS"

    case wmProtocols = "WM_PROTOCOLS"
    case wmDeleteWindow = "WM_DELETE_WINDOW"
    case wmWindowRole = "WM_WINDOW_ROLE"
    case wmClientLeader = "WM_CLIENT_LEADER"
    case wmState = "WM_STATE"

    case netActiveWindow = "_NET_ACTIVE_WINDOW"
    case netWMIcon = "_NET_WM_ICON"
    case netWMIconName = "_NET_WM_ICON_NAME"
    case netWMName = "_NET_WM_NAME"
    case netWMPID = "_NET_WM_PID"
    case netWMPing = "_NET_WM_PING"
    case netWMSyncRequest = "_NET_WM_SYNC_REQUEST"
    case netWMSyncRequestCounter = "_NET_WM_SYNC_REQUEST_COUNTER"
    case netWMState = "_NET_WM_STATE"
    case netWMStateDemandsAttention = "_NET_WM_STATE_DEMANDS_ATTENTION"
    case netWMUserTime = "_NET_WM_USER_TIME"
    case netWMWindowType = "_NET_WM_WINDOW_TYPE"
    case netWMWindowTypeNormal = "_NET_WM_WINDOW_TYPE_NORMAL"

    case atomPair = "ATOM_PAIR"
    case clipboard = "CLIPBOARD"
    case clipboardManager = "CLIPBOARD_MANAGER"
    case compoundText = "COMPOUND_TEXT"
    case delete = "DELETE"
    case incr = "INCR"
    case multiple = "MULTIPLE"
    case saveTargets = "SAVE_TARGETS"
    case selectionData = "BANTER_SELECTION"
    case targets = "TARGETS"
    case text = "TEXT"
    case textPlain = "text/plain"
    case textPlainUTF8 = "text/plain;charset=utf-8"
    case timestamp = "TIMESTAMP"
    case timeProbe = "BANTER_TIME"
  }

  private let atoms: [Name: Atom]

  /// Interns them all: one round trip.
  init(display: OpaquePointer) {
    let names = Name.allCases
    let screen = unsafe XDefaultScreen(display)
    let texts = unsafe names.map {
      unsafe strdup($0 == .xsettingsSelection ? "\($0.rawValue)\(screen)" : $0.rawValue)
    }
    defer { unsafe texts.forEach { unsafe free($0) } }
    var pointers = unsafe texts
    var found = [Atom](repeating: 0, count: names.count)
    unsafe XInternAtoms(display, &pointers, Int32(names.count), 0, &found)
    atoms = Dictionary(uniqueKeysWithValues: zip(names, found))
  }

  subscript(name: Name) -> Atom { atoms[name] ?? 0 }
}
