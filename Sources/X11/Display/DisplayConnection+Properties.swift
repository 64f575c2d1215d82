import CXlib

extension DisplayConnection {
  func setProperty(_ property: Atom, of window: Window, type: Atom, text: String) {
    setProperty(property, of: window, type: type, bytes: Array(text.utf8))
  }

  func setProperty(_ property: Atom, of window: Window, type: Atom, bytes: [UInt8]) {
    var bytes = bytes
    unsafe XChangeProperty(
      handle, window, property, type, 8, PropModeReplace, &bytes, Int32(bytes.count))
  }

  /// Writes a property of 32-bit values: Xlib wants each of them in a `long`.
  func setProperty(_ property: Atom, of window: Window, type: Atom, values: [UInt]) {
    var values = values
    let count = Int32(values.count)
    unsafe values.withUnsafeMutableBytes { bytes in
      _ = unsafe XChangeProperty(
        handle, window, property, type, 32, PropModeReplace,
        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count)
    }
  }

  /// Sends a client message of a top-level window to the root window, for the window manager.
  func tellManager(_ message: AtomTable.Name, about window: Window, _ values: [Int]) {
    var event = unsafe XEvent()
    unsafe event.xclient.type = ClientMessage
    unsafe event.xclient.window = window
    unsafe event.xclient.message_type = atoms[message]
    unsafe event.xclient.format = 32
    unsafe withUnsafeMutableBytes(of: &event.xclient.data.l) { bytes in
      unsafe bytes.copyBytes(from: values.prefix(5).withUnsafeBytes { unsafe Array($0) })
    }
    unsafe sendToRoot(&event)
  }

  func sendToRoot(_ event: inout XEvent) {
    unsafe XSendEvent(handle, root, 0, SubstructureNotifyMask | SubstructureRedirectMask, &event)
  }

  /// Says which program the hidden window, and so the group, belongs to.
  func describeLeader() {
    setClass(of: leader, instance: programName, name: "Banter")
    setProperty(atoms[.wmClientLeader], of: leader, type: XA_WINDOW, values: [leader])
    setProcess(of: leader)
    setProperty(XA_WM_NAME, of: leader, type: XA_STRING, text: programName)
  }

  func setClass(of window: Window, instance: String, name: String) {
    setProperty(XA_WM_CLASS, of: window, type: XA_STRING, text: instance + "\0" + name + "\0")
  }

  /// `_NET_WM_PID`, and the host's name, without which it means nothing.
  func setProcess(of window: Window) {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return }
    let host = String(
      decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    setProperty(XA_WM_CLIENT_MACHINE, of: window, type: XA_STRING, text: host)
    setProperty(atoms[.netWMPID], of: window, type: XA_CARDINAL, values: [UInt(getpid())])
  }
}
