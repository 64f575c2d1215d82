/// A top-level window as the window manager sees it.
struct DeskWindow: Equatable {
  let id: UInt
  /// The two parts of WM_CLASS.
  let instanceName: String
  let className: String
  /// `_NET_WM_NAME`.
  let title: String
  /// `_NET_WM_PID`.
  let processID: Int32
  /// Where it is on the screen, its frame excepted.
  let x: Int
  let y: Int
  let width: Int
  let height: Int
}
